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
  script: [
    'Hello, I live a few streets away. There is a plan to close the front counter at Dagenham police station and send people to Barking.',
    'We ask the Mayor’s Office to keep it open. It goes to City Hall before 6 October.',
    'Would you read it, and sign if you agree?',
    '',
    'Is there anybody else at home who may want to sign?',
  ].join('\n'),
  questions: [
    {
      question: 'Is it not closed already?',
      answer:
        'No. The plan came out on 14 July 2017, and anybody can answer it until 6 October. An earlier plan was dropped in 2013, after more than a thousand people had signed against it.',
    },
    {
      question: 'How much is the counter used?',
      answer: 'The plan itself says that 4.1 crimes a day are reported at Dagenham, and 1.8 at Barking.',
    },
    {
      question: 'Who gets my name?',
      answer:
        'A member of the London Assembly, who presents the names to the Mayor’s Office for Policing and Crime. Nobody else.',
    },
    {
      question: 'Is it about Dagenham only?',
      answer: 'This petition is. The plan covers 73 sites in London, of which 39 are to close.',
    },
    {
      question: 'I answered the consultation. Do I need to sign?',
      answer: 'You can do both: an answer to the consultation and a signature are counted apart.',
    },
  ],
  outcomes: ['cannot-get-in', 'already-signed', 'not-eligible', 'language', 'no-such-door', 'sticker'],
  stickers: 'walk-past',
  zoneNote: '',
  hours: { from: '10:00', to: '20:00', sundayFrom: '11:00' },
  minimumAge: null,
}
