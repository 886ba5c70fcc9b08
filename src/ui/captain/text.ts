/** Everything the captain's screens say. */
import type { DoorMark } from '#domain/outcome.ts'
import type { Method } from '#domain/personal.ts'
import type { Standing } from '#domain/tally.ts'

const locale = 'en-GB'
const number = new Intl.NumberFormat(locale)
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const list = new Intl.ListFormat(locale, { type: 'conjunction' })
const plural = new Intl.PluralRules(locale)

export const numberText = (n: number) => number.format(n)
export const instantText = (instant: string) => dateTime.format(new Date(instant))
export const timeText = (at: Date) => time.format(at)
export const listText = (parts: readonly string[]) => list.format(parts)

const counted = (n: number, one: string, other: string) =>
  `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`

export const streetsText = (n: number) => counted(n, 'street', 'streets')
const doorsText = (n: number) => counted(n, 'door', 'doors')

export const tallyText = {
  onPhones: 'On phones',
  received: 'Received',
  counted: 'Counted',
  alsoElsewhere: (n: number) => `${numberText(n)} also signed elsewhere`,
  explained:
    'On phones: saved there, not sent yet. Received: here, counted or not. Counted: on the roll. One person counts once.',
}

export const doorsDoneText = (done: number, doors: number) =>
  `${numberText(done)} of ${doorsText(doors)} done, ${numberText(doors - done)} left`

export const heardText = (heardAt: string | null) =>
  heardAt === null ? 'Has not joined yet' : instantText(heardAt)

export const boardText = {
  title: 'Board of streets',
  lead: 'How far each street is, who has it, and what its phones still hold.',
  refresh: 'Look again',
  asOf: (at: Date) => `As of ${timeText(at)}.`,
  invite: 'Invite a volunteer',
  gather: 'Gather names yourself',
  none: 'No street has been given to you',
  noneHelp: 'Ask an organiser to give you streets. Then they show here, and you can give them to volunteers.',
  totalTitle: 'All streets here',
  streetsTitle: 'Streets',
  peopleTitle: 'People',
  street: 'Street',
  doors: 'Doors',
  whoHasIt: 'Who has it',
  nobody: 'Nobody has it',
  before: (names: readonly string[]) => `Gathered here before: ${listText(names)}`,
  heard: 'Last heard',
  notHeard: 'Not heard yet',
  person: 'Person',
  theirStreets: 'Streets',
  noStreetNow: 'None now',
  newCode: 'New code',
  newCodeNamed: (name: string) => `New code for ${name}`,
  actions: 'Actions',
  roll: 'The roll',
  rollSum: (streets: number, elsewhere: number, online: number, roll: number) =>
    `Streets ${numberText(streets)} + elsewhere ${numberText(elsewhere)} + online ${numberText(online)} = ${numberText(roll)} on the roll.`,
  elsewhere: 'Away from any street',
  online: 'Online',
  toOrganiser: 'Organiser’s screens',
}

export const streetText = {
  back: 'Board of streets',
  gone: 'This street is not here',
  goneHelp: 'It was taken back or removed. Go to the board to see your streets.',
  doorsLabel: 'Doors done',
  peopleTitle: 'Who has it',
  peopleCaption: 'People of this street',
  hasIt: 'Has it',
  hadIt: 'Had it before',
  takeBack: 'Take back',
  takeBackNamed: (name: string) => `Take the street back from ${name}`,
  takeBackQuestion: (street: string, name: string) => `Take ${street} back from ${name}?`,
  takeBackConsequence: (onPhones: number) =>
    onPhones > 0
      ? `${counted(onPhones, 'signature is', 'signatures are')} still on their phone. They are sent and count as before. The street goes from the phone at its next sync.`
      : 'What was gathered stays and counts. The street goes from their phone at its next sync.',
  takenBack: (name: string) => `Taken back from ${name}.`,
  giveAgain: 'Give it back',
  assignTitle: 'Give it to somebody',
  assignLabel: 'Volunteer',
  assignHint: 'Several people may have one street. It comes to their phones at the next sync.',
  assignEmpty: 'Choose somebody',
  assign: 'Give the street',
  assigned: (name: string) => `${name} has it now.`,
  chooseFirst: 'Choose who gets the street',
  nobodyToAssign: 'Everybody you can give it to has it already.',
  doorsTitle: 'Doors',
  noDoors: 'This street has no doors yet. An organiser adds them.',
  marks: { 'to-visit': 'To visit', done: 'Done', 'do-not-knock': 'Do not knock' } satisfies Record<
    DoorMark,
    string
  >,
  markCount: (mark: string, n: number) => `${mark} (${numberText(n)})`,
  namesTitle: 'Names gathered here',
  namesHelp: 'Look only when you need to, and where nobody reads along. It is noted that you looked.',
  look: 'Look at the names',
  show: 'Show the names',
  hide: 'Hide the names',
  noNames: 'No names have arrived from this street yet.',
  namesCaption: 'Names gathered in this street',
  name: 'Name',
  address: 'Address',
  method: 'How',
  signedAt: 'Signed',
  standing: 'Stands',
  masked: 'hidden',
  methods: { typed: 'Typed', drawn: 'Drawn', paper: 'On paper' } satisfies Record<Method, string>,
  standings: {
    waiting: 'Waiting for an organiser',
    'to-decide': 'An organiser decides',
    counted: 'Counted',
    'also-elsewhere': 'Also signed elsewhere',
    withdrawn: 'Withdrawn',
  } satisfies Record<Standing, string>,
}

export const inviteText = {
  title: 'Invite a volunteer',
  back: 'Board of streets',
  nameLabel: 'Name',
  nameHint: 'As you call them. Other volunteers do not see it.',
  streetsLabel: 'Streets',
  streetsHint: 'Choose at least one: you see only people who have a street of yours.',
  make: 'Make the invitation',
  next: 'Invite somebody else',
  madeTitle: (name: string) => `Invitation for ${name}`,
  madeOnce: 'Shown only now. Hand it over, or print it.',
  linkLabel: 'Link',
  copy: 'Copy the link',
  copied: 'Copied.',
  notCopied: 'The browser did not copy it. Mark the link and copy it yourself.',
  codeLabel: 'Code to type',
  qrTitle: (name: string) => `QR code of the link for ${name}`,
  noLink: 'There is no link, because this server has no https address yet. Ask an organiser to set one up.',
  how: 'Open the link in the phone’s own browser, or scan the QR code with its camera. Do it on Wi-Fi, before going out.',
  expires: (when: string) => `It works until ${when}, on several browsers of the same person.`,
  print: 'Print the card',
}

export const pageText = {
  notFound: 'There is no such page',
  notFoundHelp: 'The address may have a letter too many.',
  toBoard: 'Go to the board',
}
