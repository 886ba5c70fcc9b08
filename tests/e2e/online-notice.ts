/** An online notice as its site would export it: fictional people at numbers where nobody lives. */

const firstNames =
  'Ada Amina Boris Chidi Dalia Emeka Farah Gita Hugo Ines Jonas Kofi Lena Milan Nadia Olga Pavel Rasa Sami Tomas Uma Vera Wanda Yusuf Zofia Anwar Bruno Clara Dmitri Elsa Fatima Goran Hana Ivo Jana Karim Lina Marek Nils Omar'.split(
    ' ',
  )
const lastNames =
  'Ahmed Bauer Chowdhury Dunne Egan Faroqi Grant Haddad Ionescu Jensen Kaur Lewis Miah Nowak Okafor Petrauskas Quinn Rahman Silva Turner Usman Varga Walsh Xu Young Zaman Abbott Begum Clarke Dogan Ellis Farkas Gill Hughes Islam Jones Khan Lupu Moore Noor'.split(
    ' ',
  )

export type OnlineName = { name: string; address: string; postcode: string }

/** Distinct names; the nth is always the same. */
export const onlineName = (n: number): OnlineName => ({
  name: `${firstNames[n % 40]} ${lastNames[Math.floor(n / 40) % 40]}`,
  address: `${1001 + n} Example Avenue`,
  postcode: `RM10 ${1 + (n % 8)}ZZ`,
})

/** Semicolons and quoted cells, as a spreadsheet set to another country writes them. */
export function onlineNotice(names: readonly OnlineName[]): string {
  const line = (...cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')
  return [
    line('Full name', 'Address', 'Post code', 'Comment'),
    ...names.map(({ name, address, postcode }) => line(name, address, postcode, 'Keep it open!')),
  ].join('\r\n')
}
