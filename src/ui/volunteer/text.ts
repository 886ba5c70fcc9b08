/**
 * Everything that volunteers and the residents at their doors read, in one
 * place, so that another language is another file. Counts choose their own
 * plural.
 */
import type { Role } from '#domain/permission.ts'
import type { PetitionState } from '#domain/petition-state.ts'
import { once } from '../shared/once.ts'

const locale = 'en-GB'
/** To make one takes a slow phone longer than all that is said with it: none is made before it is needed. */
const number = once(() => new Intl.NumberFormat(locale))
const shortDay = once(
  () => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
)
const longDay = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }))

/** Below a thousand there is nothing to group, and the first screen need not wait for the format. */
export const numberText = (n: number) => (n >= 0 && n < 1000 ? String(n) : number().format(n))

const clockText = (at: Date) =>
  [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':')

/** "14:02" today, "Sat 21 Nov, 14:02" otherwise. */
export function timeText(at: number, now: Date): string {
  const time = clockText(new Date(at))
  return new Date(at).toDateString() === now.toDateString() ? time : `${shortDay().format(at)}, ${time}`
}

/** "6 October 2017" of "2017-10-06" or "2017-10-06T17:00". */
export const dayText = (local: string) => dateText(Date.parse(`${local.slice(0, 10)}T00:00:00Z`))

/** "6 October 2017", in UTC. */
export const dateText = (at: number) => longDay().format(at)

/** English has these two forms; what residents read asks Intl for the rules of its language. */
export const counted = (n: number, one: string, other: string) => `${numberText(n)} ${n === 1 ? one : other}`

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "12 minutes", "3 hours", "2 days". */
export function durationText(ms: number): string {
  if (ms < HOUR_MS) return counted(Math.round(ms / MINUTE_MS), 'minute', 'minutes')
  if (ms < DAY_MS) return counted(Math.round(ms / HOUR_MS), 'hour', 'hours')
  return counted(Math.round(ms / DAY_MS), 'day', 'days')
}

export const signaturesText = (n: number) => counted(n, 'signature', 'signatures')
export const streetsText = (n: number) => counted(n, 'street', 'streets')
export const doorsText = (n: number) => counted(n, 'door', 'doors')

export const roleTexts: Record<Role, string> = {
  volunteer: 'Volunteer',
  captain: 'Street captain',
  organiser: 'Organiser',
}

export const appText = {
  name: 'Petition Pack',
  backToFirst: 'Go to the first page',
  broken: {
    title: 'This page stopped working',
    words: 'Whatever said “saved” is safe on this phone. Load the page again to go on.',
    reload: 'Load again',
  },
  notLoaded: {
    title: 'This page could not be loaded',
    words: 'It may need a connection. Check yours, then load the page again.',
    reload: 'Load again',
  },
  loading: 'Loading…',
  notFound: 'There is no such page',
  notFoundHelp: 'The address may be old or cut short.',
} as const

export const welcomeText = {
  title: 'Petition Pack',
  lead: 'Gather names for a petition, door to door, with or without a signal.',
  how: 'An organiser or a street captain gave you a link, a QR code or a code of 8 letters and numbers. Type the code here:',
  choose: 'Your petitions',
  chooseLead: 'This phone has joined these petitions.',
  another: 'Join another petition',
  roleIn: (role: Role, name: string) => `${roleTexts[role]}, as ${name}`,
} as const

export const joinText = {
  title: 'Join a petition',
  invited: 'You are invited',
  invitedLead: 'Your code is filled in. Press Join.',
  code: 'Code',
  codeHint: '8 letters and numbers, like K7QM-2XWD. Capitals or not, with or without the line: all is fine.',
  join: 'Join',
  offline:
    'The server could not be reached. Your code is still here: find a better connection, then press Join again.',
  unsentOfAnother: (name: string, n: number) =>
    `${name} is using this phone for the same petition, and ${counted(n, 'entry is', 'entries are')} not sent yet. Open the petition while you have a connection, wait until everything is sent, then join again.`,
  noKeys: 'This browser could not make its keys. Open the link in another browser.',
  notHere: 'This phone has not joined this petition',
  notHereWords: 'Open the link that you were given, or type your code. Each browser joins by itself.',
  haveCode: 'I have a code',
} as const

export const gateTexts = {
  'files-refused': {
    title: 'Practice only: nothing is kept here',
    words:
      'This window forgets everything when it is closed, so nobody can sign in it. Open the link in a window that is not private.',
  },
  'little-room': {
    title: 'Practice only: nothing is kept here',
    words:
      'There is too little room to keep names, so nobody can sign here. Leave private mode, or delete a film or an app.',
  },
  'install-first': {
    title: 'Put it on the Home Screen first',
    words:
      'A browser on this phone deletes what it keeps after seven days without a visit, so nobody can sign in it. Tap Share, then “Add to Home Screen”. Open the app from there and type your code again.',
  },
} as const

export const homeText = {
  total: 'Your signatures',
  streets: 'Your streets',
  doorsDone: (done: number, doors: number) =>
    `${numberText(done)} of ${counted(doors, 'door', 'doors')} done`,
  goOn: (street: string) => `Go on in ${street}`,
  start: (street: string) => `Start in ${street}`,
  elsewhere: 'In streets you no longer have',
  noStreets: 'No street has been given to you yet',
  noStreetsHelp:
    'Ask your street captain or organiser for one. It comes to this phone by itself when there is a connection.',
  firstPull: 'Your streets are on their way',
  firstPullHelp: 'Keep this page open, with a connection, until they are here.',
  look: 'Look again',
  returnBy: (day: string) => `Packs are to be back by ${day}.`,
  readyCheck: 'Ready check',
  readyToDo: 'Finish the ready check before you go',
  readyToDoWords: 'It proves that the server can open what this phone seals.',
  session: 'My session',
  board: 'The board of streets',
  organiser: 'The organiser’s pages',
  allPetitions: 'All petitions on this phone',
  refused: (n: number) => `${counted(n, 'entry was', 'entries were')} not accepted by the server`,
  refusedLook: 'See why',
  draft: (door: string) => `A signature was begun at ${door}`,
  draftWords: 'What was typed is still here. Ask the resident before you go on.',
  draftGoOn: 'Go on with it',
  draftForget: 'Erase it',
  stateNotOpen: {
    draft: 'This petition is not open yet: you can look around, and nobody can sign.',
    closed: 'This petition is closed: no more signatures are taken.',
  } satisfies Record<Exclude<PetitionState, 'open'>, string>,
  more: 'More',
} as const

export const storageText = {
  more: 'See more',
  cannotSave:
    'This phone can’t save at the moment. Close the app and open it again. Until then, write names on paper.',
  missing: (n: number) =>
    `The browser cleared this phone’s storage, and ${counted(n, 'entry', 'entries')} that ${n === 1 ? 'was' : 'were'} not sent ${n === 1 ? 'is' : 'are'} lost. Tell your organiser.`,
  onePlaceFails:
    'One of the two places where this phone keeps names stopped working. What you save is in the other. Close the app and open it again: that may mend it. Send as soon as you can.',
  broughtBack: (n: number) =>
    `The browser lost a part of this phone’s storage. ${counted(n, 'entry was', 'entries were')} brought back from the second copy: nothing is lost.`,
  page: 'How this phone keeps names',
  waitsLong: (n: number, since: string) =>
    `${counted(n, 'entry waits', 'entries wait')} on this phone since ${since}. Open the app on Wi-Fi soon.`,
  safeHere: (n: number) =>
    `The browser forgot who you are. ${counted(n, 'entry is', 'entries are')} still safe on this phone and ${n === 1 ? 'goes' : 'go'} to the server when there is a connection. If this page stays, join the same petition again with your code.`,
} as const

export const syncText = {
  unsent: (n: number) => `${numberText(n)} still on this phone`,
  allSent: 'Everything is sent',
  nothingYet: 'Nothing to send yet',
  notKnown: 'Some may still be on this phone',
  lastSynced: (time: string) => `last sent ${time}`,
  never: 'never sent yet',
  sendNow: 'Send now',
  sending: 'Sending…',
  receipt: (signatures: number, code: string) =>
    `${numberText(signatures)} received; last receipt no. ${code}`,
  offline: 'No connection at the moment. It goes by itself when there is one.',
  serverDown: 'The server does not answer at the moment. It is tried again by itself.',
  signedOut:
    'This phone is signed out, so nothing can be sent. What you saved stays here. Ask for a new code.',
  handedOver:
    'Your access to this petition was taken back. What was still on this phone is with the organisers now, who will look at it. Gather no more with this phone.',
  appTooOld: 'This version of the app is too old to send. Load the page again while you have a connection.',
  typeCode: 'Type a code',
  reload: 'Load again',
} as const
