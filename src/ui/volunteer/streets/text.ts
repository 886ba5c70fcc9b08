/** What a volunteer reads on the walk list and at a door. What only the tools of a walk say is in `tools/text.ts`. */
import type { Outcome } from '#domain/outcome.ts'
import { counted, numberText, signaturesText } from '../text.ts'

export const outcomeTexts: Record<Outcome, string> = {
  signed: 'Signed',
  'no-answer': 'No answer',
  'call-back': 'Call back',
  declined: 'No thanks',
  'cannot-get-in': 'Can’t get in',
  'do-not-knock': 'Do not knock',
  'already-signed': 'Already signed',
  'not-eligible': 'May not sign here',
  language: 'Other language',
  'no-such-door': 'No such door',
  sticker: 'No-callers sticker',
}

export const walkText = {
  back: 'Your streets',
  progress: (done: number, doors: number) => `${numberText(done)} of ${counted(doors, 'door', 'doors')} done`,
  next: (door: string) => `Next door: ${door}`,
  allDone: 'No door left for now',
  allDoneWords: 'Doors where nobody answered come back three hours after your knock.',
  toStreets: 'Back to your streets',
  callBackFrom: (time: string) => `Call back from ${time}`,
  doors: 'Doors',
  done: 'Done',
  doNotKnock: 'Do not knock',
  sticker: 'Do not knock: sticker',
  knocked: (time: string) => `Tried ${time}`,
  outcomeAt: (outcome: Outcome, time: string) => `${outcomeTexts[outcome]}, ${time}`,
  gone: 'This street is not on this phone',
  goneWords: 'It may have been given to somebody else. What you gathered there still counts.',
} as const

export const doorText = {
  back: (street: string) => street,
  tabTitle: (address: string) => address,
  signedHere: (n: number) => `${signaturesText(n)} from this phone at this door`,
  knockedAt: (time: string) => `You were here at ${time}.`,
  outcomeWas: (outcome: Outcome, time: string) => `You were here at ${time}: ${outcomeTexts[outcome]}.`,
  done: 'This door is done.',
  doNotKnock: 'Do not knock here',
  doNotKnockWords: 'The people here asked not to be called on. Walk on to the next door.',
  stickerWords: 'A sticker at this door asks callers to stay away. Walk on to the next door.',
  callBackFrom: (time: string) => `They may be called on again from ${time}.`,
  mayKnock:
    'There is a sticker here. In this petition you may knock once. Say first that you sell nothing and ask for no money, and ask whether that is all right. If not, thank them and tap “Do not knock”.',
  note: (note: string) => `Getting to the door: ${note}`,
  outcomes: 'What came of it?',
  otherOutcomes: 'Something else',
  sign: 'Sign',
  next: 'Go past it to the next door',
  notSaved: 'That was not saved. Tap it again. If it happens again, write it on paper.',
  confirmTitle: 'Mark as “do not knock”?',
  confirmWords:
    'Nobody from this petition will call here again. You can undo it at once; later only an organiser can.',
  confirm: 'Do not knock here',
  gone: 'This door is not on this phone',
  goneWords: 'Its street may have been given to somebody else. What you gathered there still counts.',
} as const

export const undoText = {
  knock: (door: string, outcome: Outcome) => `${door}: ${outcomeTexts[outcome]}`,
  signature: (door: string) => `${door}: Signed`,
  saved: 'Saved on this phone',
  undo: 'Undo',
  correct: 'Correct or undo',
  notUndone: 'That could not be undone. Try again.',
} as const
