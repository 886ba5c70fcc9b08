/** What the ready check says, and the storage page with it. Why nothing may be gathered here (`gateTexts`) is said at every door. */
import { dateText, doorsText, streetsText } from '../text.ts'

export const readyText = {
  title: 'Ready check',
  lead: 'Do this at home, on Wi-Fi. Then the street needs no signal.',
  isGood: 'Ready',
  isWaiting: 'Looking',
  isToDo: 'To do',
  isAdvice: 'Better so',
  streets: 'Streets on this phone',
  streetsGood: (streets: number, doors: number) => `${streetsText(streets)}, ${doorsText(doors)}.`,
  streetsWaiting: 'They are on their way. Keep this page open, with a connection.',
  streetsNone: 'No street has been given to you yet. Ask your street captain or organiser, then look again.',
  wording: 'Wording on this phone',
  wordingGood: (title: string) => `“${title}”`,
  wordingNone: 'The organiser has not fixed the wording yet. Nobody can sign before.',
  key: 'The server can open what this phone seals',
  keyGood: 'Tried it: the server opened a sealed test.',
  keyOffline: 'This needs a connection, once. Find one, then look again.',
  keyNot: 'The server could not open the test. Do not gather with this phone: tell your organiser.',
  keyWaiting: 'Sending a sealed test…',
  offline: 'Opens without a signal',
  offlineGood: 'The app is on this phone.',
  offlineWaiting: 'The app is still being saved. Keep this page open, with a connection.',
  offlineNone:
    'This browser can’t keep the app. You can gather as long as you don’t close this page; Chrome, Safari or Firefox would do better.',
  places: 'Where names are kept',
  twoPlaces: 'In two places on this phone. If one is lost, the other brings everything back.',
  onePlaceOnly: 'In one place. This browser has no second one, so send whenever you have a connection.',
  storage: 'The phone keeps what you save',
  storageWaiting: 'Asking the browser…',
  storageGood: 'The browser promised not to clear it by itself.',
  storageNot:
    'The browser may clear it when the phone is nearly full, or after some weeks without a visit. Send what you have each day.',
  storageUnknown: 'This browser does not say. Send what you have each day.',
  storageAsk: 'Ask the browser',
  installed: 'On your home screen',
  installedGood: 'You opened it from there.',
  installedNot: 'Opened from the home screen, it starts faster, and the phone keeps it more safely.',
  install: 'Put it on the home screen',
  installHow: 'How to do it on your phone',
  go: 'Start',
  again: 'Look again',
  later: 'Go on without',
} as const

export const clockText = {
  title: 'The clock of this phone',
  wrong: (by: string, isFast: boolean) =>
    `It is ${by} ${isFast ? 'fast' : 'slow'}. Nothing is lost by it, but times look wrong. Put it right in the phone’s settings.`,
  anotherYear: (here: number, there: number) =>
    `This phone says ${dateText(here)}, the server says ${dateText(there)}. In a demo that is meant to be so. Otherwise tell your organiser: one of the two is wrong.`,
} as const
