/** What a resident reads on the phone in their hands, and a volunteer just before and after. */
import type { Connection } from '#domain/personal.ts'

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

const areaText: Record<Connection, string> = {
  live: 'live',
  work: 'work',
  study: 'study',
  'direct-connection': 'have a close connection',
  visit: 'visit',
}

const myConnection: Record<Connection, string> = {
  live: 'I live here',
  work: 'I work here',
  study: 'I study here',
  'direct-connection': 'I have another close connection with this area',
  visit: 'I visit this area',
}

export const connectionText = (connection: Connection) => myConnection[connection]
export const allowedText = (connections: readonly Connection[]) =>
  either.format(connections.map((each) => areaText[each]))

export const signingText = {
  readTitle: 'Read this together',
  pitch: 'What you could say',
  pitchWords: (name: string, title: string, recipient: string) =>
    `“Hello, I’m ${name}, a volunteer from round here. We are asking ${recipient}: ${title}. Would you read this, and sign it if you agree?”`,
  to: (recipient: string) => `To ${recipient}`,
  background: 'Why',
  notice: 'What happens with your name',
  noticeWords: (recipient: string, until: string) =>
    `Your name and address go to ${recipient} with this petition, and to nobody else. They are erased by ${until}.`,
  controller: (name: string) => `${name} answers for this.`,
  contact: (contact: string) => `To ask, correct, withdraw or complain: ${contact}`,
  fullNotice: 'The whole privacy notice',
  handOver: 'Hand over the phone',
  noWording: 'Nobody can sign yet',
  noMore: 'Nobody can sign any more',
  noWordingWords: 'The wording is not on this phone. Open the app on Wi-Fi, then try again.',

  formTitle: 'Sign the petition',
  wholeText: 'Read the whole text again',
  name: 'Full name',
  address: 'Address',
  otherAddress: 'My address is different',
  postcode: 'Postcode',
  postcodePart: 'The beginning is filled in. Add what is missing.',
  didYouMean: (postcode: string) => `Did you mean ${postcode}?`,
  useIt: 'Use this',
  connection: 'How do you belong to this area?',
  draw: 'Your signature',
  drawHint: 'Draw with a finger in the box.',
  clear: 'Clear',
  signTyped: 'Sign with my name as typed',
  drawInstead: 'Draw my signature instead',
  typed: 'I sign with my name, as typed above.',
  sign: 'Sign',
  saveCorrection: 'Save the correction',
  paper: 'I’d rather sign on paper',
  cannot: (connections: readonly Connection[]) => `I can’t sign: I don’t ${allowedText(connections)} here`,
  stop: 'I don’t want to sign',
  notSaved: 'Your signature is not saved yet',
  notSavedWords:
    'Nothing you typed is lost. Press the button again. If it happens again, give the phone back and sign on paper.',

  blankTitle: 'Give the phone back, or hold to go on',
  blankWords: 'The page was put away or left alone, so nothing is shown. Nothing typed or drawn is lost.',
  holdToGoOn: 'Press and hold to go on',

  thanksTitle: 'Thank you',
  thanksWords: 'Your signature is saved on this phone.',
  correctedWords: 'The correction is saved on this phone.',
  keepMePosted: 'Keep me posted',

  handBackTitle: 'Give the phone back',
  handBackWords: 'Nothing of yours is left on this screen.',
  hold: 'Volunteer: press and hold',
  holdHint: 'Hold for one second. With a keyboard, press twice.',
  pressAgain: 'Press once more',

  signedTitle: (address: string) => `Signed at ${address}`,
  signedWords: 'Saved on this phone.',
  anotherPerson: 'Another person here',
  nextDoor: (door: string) => `Next door: ${door}`,
  toStreet: 'Back to the street',
  correct: 'Correct this signature',
  correctWords:
    'Hand the phone over again: what was given is still there for ten minutes, or until the next door.',
  takeBack: 'Undo this signature',
  takeBackTitle: 'Undo this signature?',
  takeBackWords: 'It is taken back, and counts nowhere. Do this only if the person wants it.',
  tooLate: 'What was given is no longer on the screen. An organiser can still correct it.',
} as const
