import type { PetitionSettings } from '#domain/petition.ts'

/** The Dagenham petition of 2017, told from public reports, with an organiser who never was. */
export const demoSettings: PetitionSettings = {
  title: 'Keep the front counter at Dagenham police station open',
  request:
    'We ask the Mayor’s Office for Policing and Crime to keep the public front counter at Dagenham police station open day and night.',
  background: [
    'Demo, based on public reports. The names, doors and people in it are made up.',
    '',
    'In July 2017 a consultation proposed to close the front counter at Dagenham and to send people to Barking instead. An earlier plan was dropped in 2013, after more than a thousand people had signed against it.',
    '',
    'The consultation closes on 6 October 2017. Packs are to be back by 21 September.',
  ].join('\n'),
  recipient: 'Mayor’s Office for Policing and Crime',
  profile: 'uk-gla-mopac',
  language: 'en',
  connections: ['live', 'work', 'study'],
  timeZone: 'Europe/London',
  returnBy: '2017-09-21T18:00',
  recipientDeadline: '2017-10-06T17:00',
  controller: {
    name: 'Dagenham Front Counter Group (demo)',
    address: '1001 Reede Road, Dagenham, RM10 0AA',
    email: 'organiser@example.org',
    phone: '020 7946 0561',
  },
  lawfulBasis: 'legitimate-interests',
  retainUntil: '2018-04-30',
  privacyNotice: [
    'Dagenham Front Counter Group keeps your name, address, postcode and signature to show how many people ask for this.',
    'We hand the list to a member of the London Assembly, who presents it to the Mayor’s Office for Policing and Crime. Nobody else gets it.',
    'We erase it by 30 April 2018. To see, correct or withdraw what you gave, write to organiser@example.org. You may complain to the Information Commissioner.',
  ].join('\n'),
  contact: 'organiser@example.org or 020 7946 0561',
}
