/** Made-up people: first and family names as they are common in east London, put together at random. */
import type { Seeded } from './seeded.ts'

type Names = { readonly first: readonly string[]; readonly family: readonly string[] }

const names = (first: string, family: string): Names => ({
  first: first.split(' '),
  family: family.split(' '),
})

const origins: readonly Names[] = [
  names(
    'Doreen Terence Maureen Gary Lorraine Keith Sharon Barry Denise Leslie Pauline Clive Beryl Raymond',
    "Hartnoll Pettifer Wickens Thurgood Cheeseman Larkworthy O'Halloran Bickerstaff Mumford Sayers Tolliday Gosling",
  ),
  names(
    'Farida Mizanur Nasreen Shahidul Rokeya Abdul তাহমিনা Jahanara Delwar Sultana Kamrul Shirin Rafiqul Lutfa',
    'Choudhury Talukder Khatun Rahman Bhuiyan Miah Sarkar Howlader Mollah Akhand চৌধুরী Sikder',
  ),
  names(
    'Zubair Ayesha Farhan Saima Tariq Nadia Imran Rukhsana عائشہ Bilal Samina Kashif Uzma Waqas',
    'Qureshi Siddiqui Chaudhry Hussain Akhtar Bukhari Gilani Rajput Abbasi Sheikh قریشی Minhas',
  ),
  names(
    'Rūta Mindaugas Eglė Jonas Giedrė Vytautas Živilė Darius Aušra Saulius Rasa Kęstutis Daiva Tomas',
    'Petrauskas Kazlauskaitė Jankauskas Žukauskienė Butkus Paulauskas Stankevičius Urbonas Navickaitė Balčiūnas',
  ),
  names(
    'Ileana Răzvan Mihaela Ștefan Ioana Bogdan Crina Dragoș Simona Liviu Andreea Cătălin Roxana Sorin',
    'Popescu Ionescu Munteanu Țăranu Dumitrescu Stoica Căpraru Enache Gheorghiu Neagu Vlădescu Lupașcu',
  ),
  names(
    'Grażyna Wojciech Małgorzata Łukasz Agnieszka Zbigniew Jolanta Sławomir Beata Krzysztof Halina Mirosław',
    'Wiśniewska Kowalczyk Szczepański Dąbrowska Wójcik Kamiński Żelazny Pawłowska Grabowski Zając Sikorska',
  ),
  names(
    'Adebayo Ngozi Oluwaseun Chiamaka Kwabena Abena Yetunde Emeka Folasade Kofi Ifeoma Babatunde',
    'Okonkwo Adeyemi Mensah Olatunji Boateng Nwachukwu Asante Balogun Ogunleye Amankwah Eze',
  ),
]

export function personName({ pick, chance }: Seeded): string {
  const { first, family } = pick(origins)
  // Some people have two family names, and some marry across the street.
  if (chance(0.05)) return `${pick(first)} ${pick(family)}-${pick(pick(origins).family)}`
  return `${pick(first)} ${pick(chance(0.1) ? pick(origins).family : family)}`
}

/** Every family name there is, so that a test can look for them where none may be. */
export const familyNames: readonly string[] = origins.flatMap(({ family }) => family)
