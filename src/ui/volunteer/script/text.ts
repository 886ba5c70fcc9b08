/** What a volunteer says and shows at a door. */
import { dayText } from '../text.ts'

export const scriptText = {
  title: 'What to say',
  opening: 'To begin with',
  /** Name, what it is about, who gets it, one question: about twenty seconds (domain facts, 4.4). */
  builtIn: (name: string, title: string, recipient: string) =>
    [
      `Hello, I’m ${name}. I’m a volunteer, and I’m here about a petition: ${title}.`,
      ...(recipient ? [`It goes to ${recipient}.`] : []),
      'May I show you what it says?',
    ].join(' '),
  after: 'Afterwards',
  afterWords: 'Thank them. Ask whether somebody else at home would like to sign as well.',
  questions: 'What people ask',
  none: 'The organiser wrote no answers down. When you do not know, say so, and give them the contact in the text of the petition.',
  notHere: 'The petition is not on this phone yet. Open the app while you have a connection.',
  toDoor: 'Back to the door',
  toSession: 'Back to My session',
} as const

export const cardText = {
  title: 'Show-me card',
  lead: 'Hold this up when somebody asks who you are.',
  iAm: 'My name is',
  volunteer: 'I am a volunteer for',
  controller: 'On behalf of',
  contact: 'To check that I am who I say',
  until: 'Valid until',
  day: (local: string) => dayText(local),
  closed: 'This petition takes no more signatures, so the card is no longer valid.',
  back: 'Back to My session',
} as const
