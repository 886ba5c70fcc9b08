/** Everything the captain's screens say. */
import type { DoorMark } from '#domain/outcome.ts'
import type { Method } from '#domain/personal.ts'
import type { Standing } from '#domain/tally.ts'
import { countText, doorsText, instantText, listText, locale, numberText } from '../shared/value-text.ts'

const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })

export const timeText = (at: Date) => time.format(at)

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
  phones: 'Their phones',
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
  takeBackQuestion: (street: string, name: string) => `Take ${street} back from ${name}?`,
  takeBackConsequence: (onPhones: number) =>
    onPhones > 0
      ? `${countText(onPhones, 'signature is', 'signatures are')} still on their phone. They are sent and count as before. The street goes from the phone when it next has a connection.`
      : 'What was gathered stays and counts. The street goes from their phone when it next has a connection.',
  takenBack: (name: string) => `Taken back from ${name}.`,
  giveAgain: 'Give it back',
  assigned: (name: string) => `${name} has it now.`,
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
  methods: {
    typed: 'Typed',
    drawn: 'Drawn',
    paper: 'On paper',
    assisted: 'Typed by the volunteer, read back',
  } satisfies Record<Method, string>,
  standings: {
    waiting: 'Waiting for an organiser',
    'to-decide': 'An organiser decides',
    counted: 'Counted',
    'also-elsewhere': 'Also signed elsewhere',
    late: 'Arrived after the deadline',
    withdrawn: 'Withdrawn',
  } satisfies Record<Standing, string>,
}

export const inviteText = {
  title: 'Invite a volunteer',
  back: 'Board of streets',
}

export const pageText = {
  notFound: 'There is no such page',
  notFoundHelp: 'The address may have a letter too many.',
  toBoard: 'Go to the board',
}
