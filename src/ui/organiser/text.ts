/**
 * Everything the organiser's screens say, in one place, so that another
 * language is another file. Counts choose their own plural.
 */

import type { SignatureField, StreetField } from '#domain/column-mapping.ts'
import type { CsvProblem, Encoding, Table, TableWarning } from '#domain/csv-table.ts'
import type { DoorRangeProblem } from '#domain/door-range.ts'
import type { Reason } from '#domain/linkage/compare.ts'
import type { Connection, Method } from '#domain/personal.ts'
import type { OpeningStep, PetitionSettings } from '#domain/petition.ts'
import type { PetitionState } from '#domain/petition-state.ts'
import type { DeferralReason, RefusalReason } from '#domain/receipt.ts'
import type { Standing } from '#domain/tally.ts'
import type { Batch, SignatureRow } from '#wire/batches.ts'
import type { Member } from '#wire/members.ts'
import { countText, doorsText, listText, locale, numberText } from '../shared/value-text.ts'

const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const plainDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })

export const instantDayText = (instant: string) => day.format(new Date(instant))

/** "6 October 2017" of "2017-10-06". */
export const dayText = (isoDay: string) => plainDay.format(new Date(`${isoDay}T00:00:00Z`))
/** "6 October 2017, 17:00" of the petition's own wall time. */
export const localTimeText = (time: string) => `${dayText(time.slice(0, 10))}, ${time.slice(11)}`

export const streetsText = (n: number) => countText(n, 'street', 'streets')
export const linesText = (n: number) => countText(n, 'line', 'lines')
export const signaturesText = (n: number) => countText(n, 'signature', 'signatures')
export const pairsText = (n: number) => countText(n, 'pair', 'pairs')
export const namesText = (n: number) => countText(n, 'name', 'names')

const known = (texts: Readonly<Record<string, string>>, key: string): string | undefined => texts[key]

/** A key that no catalogue knows yet is still worth its own words. */
const wordsOf = (key: string) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll('-', ' ')

export const stateTexts: Record<PetitionState, string> = {
  draft: 'Being set up',
  open: 'Open for signing',
  closed: 'Closed',
}

export const connectionTexts: Record<Connection, string> = {
  live: 'Lives there',
  work: 'Works there',
  study: 'Studies there',
  'direct-connection': 'Has a direct connection',
  visit: 'Visits',
}

export const methodTexts: Record<Method, string> = {
  typed: 'Typed',
  drawn: 'Drawn',
  paper: 'On paper',
  assisted: 'Typed by the volunteer, read back',
}

export const standingTexts: Record<Standing, string> = {
  waiting: 'Waiting',
  'to-decide': 'To decide',
  counted: 'Counted',
  'also-elsewhere': 'Also signed elsewhere',
  late: 'Arrived after the deadline',
  withdrawn: 'Withdrawn',
}

export const navText = {
  label: 'Organiser',
  menu: 'Menu',
  groups: { setUp: 'Set up', names: 'Names', elsewhere: 'Elsewhere' },
  overview: 'Overview',
  settings: 'Settings',
  wording: 'Wording',
  recoveryKit: 'Recovery kit',
  streets: 'Streets',
  people: 'People',
  batches: 'Batches',
  import: 'Import a list',
  merge: 'Merge desk',
  roll: 'Roll',
  audit: 'Audit trail',
  board: 'Board of streets',
  collect: 'Collect names',
  unnamed: 'New petition',
}

export const pageText = {
  notFound: 'There is no such page',
  notFoundHelp: 'The address may have a letter too many. Choose from the menu.',
  previous: 'Previous page',
  next: 'Next page',
  place: (page: number, pages: number) => `Page ${numberText(page)} of ${numberText(pages)}`,
  pagesLabel: 'Pages',
}

export const overviewText = {
  title: 'Overview',
  lead: 'What is done, and what comes next.',
  stepsTitle: 'Before the petition opens',
  next: 'Next',
  done: 'Done',
  toDo: 'To do',
  steps: {
    settings: {
      title: 'Fill in the settings',
      help: 'What you ask for, of whom, by when, who may sign, and who is responsible for the names.',
      action: 'Go to settings',
    },
    wording: {
      title: 'Fix the wording',
      help: 'Residents sign one exact text. Read it once as they will, then fix it.',
      action: 'Go to the wording',
    },
    'recovery-kit': {
      title: 'Make and test the recovery kit',
      help: 'A code on paper that can open the names if the server is lost.',
      action: 'Go to the recovery kit',
    },
    streets: {
      title: 'Add the streets',
      help: 'Type the doors as ranges, or bring a list.',
      action: 'Go to streets',
    },
  } satisfies Record<OpeningStep, { title: string; help: string; action: string }>,
  people: {
    title: 'Invite people',
    help: 'Volunteers knock, captains look after streets. You can invite them now or after opening.',
    action: 'Go to people',
  },
  openTitle: 'Open the petition',
  openReady: 'Everything is in place. After opening, phones can gather signatures.',
  openNotReady: 'This is possible when the steps above are done.',
  open: 'Open the petition',
  openQuestion: 'Open the petition now?',
  openConsequence: 'Phones can gather signatures from then on. You can still add streets and people.',
  nowTitle: 'Now',
  waitingBatches: (n: number) =>
    n === 0
      ? 'No batch is waiting.'
      : `${countText(n, 'batch is', 'batches are')} waiting for you to accept.`,
  toBatches: 'Go to batches',
  tallyTitle: 'Signatures so far',
  rollIs: (n: number) => `${namesText(n)} on the roll.`,
  datesTitle: 'Dates',
  returnBy: 'Names are to be back by',
  deadline: 'The receiving body stops on',
  retainUntil: 'Names and addresses are erased by',
  closeTitle: 'Close the petition',
  closeHelp: 'Phones gather no more. What they still hold arrives as usual.',
  close: 'Close the petition',
  closeQuestion: 'Close the petition now?',
  closeConsequence: 'Phones stop gathering as soon as they hear of it. It cannot be opened again from here.',
  closed: 'The petition is closed. What phones still hold arrives as usual.',
  anotherTitle: 'Another petition',
  anotherHelp: 'Start a second petition on this server, with you as its organiser.',
  another: 'Start another petition',
  anotherMade: 'Open the new petition with this code:',
  anotherLink: 'Use the code now',
}

const profileHint = (title: string, checkedOn: string) =>
  `${title}: as read on ${dayText(checkedOn)}. Check with them before you print.`

export const settingsText = {
  title: 'Settings',
  save: 'Save settings',
  saved: 'Settings saved.',
  savedNext: 'See the wording',
  draftKept: 'Not saved yet. What you type is kept in this tab until you save it.',
  draftFound: 'These are changes you typed earlier in this tab and have not saved.',
  draftDrop: 'Throw them away',
  draftDropQuestion: 'Throw your changes away?',
  draftDropConsequence: 'The form shows again what was last saved.',
  petitionTitle: 'The petition',
  titleLabel: 'Title',
  titleHint: 'At most 80 characters, like “Keep the police station in Dagenham open”.',
  requestLabel: 'What you ask for',
  requestHint: 'At most 300 characters. It stands on every sheet.',
  backgroundLabel: 'Background',
  backgroundHint: 'At most 800 characters: why you ask for it.',
  languageLabel: 'Language of the wording',
  recipientTitle: 'Who receives it',
  recipientLabel: 'Name of the receiving body',
  recipientHint: 'As you would write it on an envelope.',
  profileLabel: 'Whose rules apply',
  profileNotes: 'What these rules mean',
  profileHint,
  connectionsLabel: 'Who may sign',
  connectionsHint: 'People who belong to the area in one of these ways.',
  connections: {
    live: 'People who live there',
    work: 'People who work there',
    study: 'People who study there',
    'direct-connection': 'People with another direct connection',
    visit: 'People who visit',
  } satisfies Record<Connection, string>,
  datesTitle: 'Dates',
  timeZoneLabel: 'Time zone',
  returnByLabel: 'When the names are to be back',
  returnByHint: 'Leave days for counting and printing. For example, 21 9 2017 at 18:00.',
  deadlineLabel: 'When the receiving body stops taking signatures',
  deadlineHint: 'For example, 6 10 2017 at 17:00.',
  day: 'Day',
  month: 'Month',
  year: 'Year',
  time: 'Time',
  controllerTitle: 'Who is responsible for the names',
  controllerHelp:
    'The law wants one person or group who answers for the data (UK GDPR article 4). It is printed on the hand-in.',
  controllerNameLabel: 'Name of the person or group',
  controllerAddressLabel: 'Address',
  controllerEmailLabel: 'E-mail',
  controllerPhoneLabel: 'Phone',
  contactLabel: 'How a resident reaches you',
  contactHint:
    'To ask, correct, withdraw or complain: an e-mail address, a phone number or a postal address.',
  lawfulBasisLabel: 'Why you may hold these names',
  lawfulBasisHint: 'The lawful basis under UK GDPR article 6.',
  lawfulBasis: {
    consent: 'Consent: each person agrees',
    'legitimate-interests': 'Legitimate interests: you need them for the petition and harm nobody’s rights',
    'public-task': 'Public task: you act for a public body',
  } satisfies Record<PetitionSettings['lawfulBasis'], string>,
  retainUntilLabel: 'Names and addresses are erased by',
  retainUntilHint: 'On or after the receiving body’s deadline. For example, 6 4 2018.',
  privacyTitle: 'Privacy notice',
  privacyLabel: 'Privacy notice that a resident reads',
  privacyHint: 'Written from your answers above. You may change it: then it stays as you wrote it.',
  privacyRewrite: 'Write it again from my answers',
}

export const privacyText = {
  who: (name: string, address: string) =>
    `${name || '[name]'}, ${address || '[address]'}, is responsible for what you give us.`,
  what: 'We ask for your name, your address and your signature, and how you belong to the area.',
  whatFor: (recipient: string) =>
    `We use them for one thing: this petition. We hand them to ${recipient || '[receiving body]'}, so that it can check who signed.`,
  handedOver:
    'Your name and address are handed over with the petition. A member of the receiving body presents it and then answers for those copies.',
  basis: {
    consent: 'We may hold them because you agree. You can take that back at any time.',
    'legitimate-interests':
      'We may hold them because the petition needs them (legitimate interests). You can object.',
    'public-task': 'We may hold them because the petition is a task in the public interest.',
  } satisfies Record<PetitionSettings['lawfulBasis'], string>,
  until: (date: string) => `We erase names and addresses by ${date || '[day]'}.`,
  others:
    'We tell nobody else who signed. We only write to you if you ask us to, and that is a separate choice.',
  rights: (contact: string) =>
    `You can ask what we hold, correct it, or have your signature withdrawn: ${contact || '[contact]'}.`,
  complain: 'You can complain to the Information Commissioner: ico.org.uk, 0303 123 1113.',
}

export const wordingText = {
  title: 'Wording',
  lead: 'Exactly what a resident reads before signing.',
  noSettings: 'Fill in the settings first',
  noSettingsHelp: 'The wording is made from the title, the request, the background and the privacy notice.',
  toSettings: 'Go to settings',
  nowTitle: 'As the settings say now',
  fixFirst: 'Nobody has signed this text yet. Read it once as a resident will, then fix it.',
  fixAgain: (number: number) =>
    `The settings have changed since version ${number}. Phones show version ${number} until you fix the new text.`,
  fixConsequence: 'A fixed version never changes: every signature names the version it was given for.',
  fix: 'Fix this wording',
  fixed: (number: number) => `Version ${number} is fixed. Phones get it the next time they send.`,
  versionsTitle: 'Fixed versions',
  version: (number: number) => `Version ${number}`,
  current: 'current',
  hash: 'Fingerprint (SHA-256)',
  addressedTo: 'To',
  background: 'Background',
  privacy: 'Privacy notice',
  changeIt: 'Change it in the settings',
}

export const kitText = {
  title: 'Recovery kit',
  lead: 'A code on paper that can open the names when the server’s own key is lost.',
  none: 'There is no recovery kit yet',
  noneHelp: 'Make it when a printer is near: the code is shown once and kept nowhere else.',
  make: 'Make the recovery code',
  makeAgain: 'Make a new code',
  makeAgainQuestion: 'Make a new recovery code?',
  makeAgainConsequence:
    'The code you printed before is replaced. Test the new one, then destroy the old sheet.',
  made: 'A code was made but not tested',
  madeHelp: 'Type it from the printed sheet below. The petition opens only after that.',
  tested: 'The recovery kit works',
  testedHelp:
    'The code opened a test entry. Keep the sheet where a fire or a thief at your desk cannot reach it.',
  codeOnce: 'This is the only time it is shown. Print it or write it down before you leave this page.',
  print: 'Print the sheet',
  sheetTitle: (petition: string) => `Recovery kit: ${petition}`,
  sheetSteps: [
    'Keep this sheet sealed in an envelope, away from the server. Give a second copy to somebody you trust.',
    'Whoever has this code and a backup of the database can read every name. Tell nobody else.',
    'You need it when the server’s master key is lost: with it, the names in a backup can still be read.',
    'When the petition ends and its names are erased, destroy every copy.',
  ],
  sheetMade: (date: string) => `Made on ${date}`,
  testTitle: 'Test the code',
  testLabel: 'Recovery code',
  testHint: 'Type it from the sheet. Spaces, hyphens and small letters do not matter.',
  test: 'Test the code',
}

export const rangeProblemTexts: Record<DoorRangeProblem, (at: string) => string> = {
  'range-empty': () => 'Enter at least one door, like 1-87 odd',
  'range-not-understood': (at) =>
    `“${at}” is not clear. Write a range like 2-90 even, a number like 14A, or a name in quotation marks`,
  'range-backwards': (at) => `“${at}” runs backwards. Put the smaller number first`,
  'range-too-long': (at) => `With “${at}” there are more than 3,000 doors. Split the street in two`,
}

export const streetText = {
  title: 'Streets',
  lead: (streets: number, doors: number) => `${streetsText(streets)} with ${doorsText(doors)}.`,
  caption: 'Streets of this petition',
  street: 'Street',
  doors: 'Doors',
  postcode: 'Postcode',
  who: 'Who has it',
  nobody: 'Nobody yet',
  empty: 'No streets yet',
  emptyHelp:
    'A volunteer’s phone shows the doors of a street one after the other. Type them as ranges, or bring a list.',
  add: 'Add a street',
  addCsv: 'Add from a list (CSV)',
  filterLabel: 'Find a street',
  noneFound: (typed: string) => `No street has “${typed}” in its name.`,
  addLead: 'Doors are typed as ranges. See what they come to before you save.',
  nameLabel: 'Name of the street',
  postcodeLabel: 'Postcode or its first part',
  postcodeHint: 'Like RM10 8. It is filled in at the door, and can be changed there.',
  doorsLabel: 'Doors',
  doorsHint:
    'Ranges and numbers with commas between, like 1-87 odd, 2-90 even, not 13, 14A. Flats: Flats 1-6 at 22. A house with a name: "Rose Cottage".',
  previewTitle: 'The doors, in this order',
  previewCount: (n: number) => doorsText(n),
  previewEmpty: 'Type the doors to see them here.',
  previewMore: (n: number) => `and ${numberText(n)} more`,
  save: 'Save the street',
  savedStreet: (name: string, added: number, known: number) =>
    known === 0
      ? `${name} is saved with ${doorsText(added)}.`
      : `${name}: ${doorsText(added)} added, ${numberText(known)} were there already.`,
  seeAll: 'See all streets',
  back: 'Streets',
  manageTitle: 'Who has this street',
  assignNobody: 'Everybody you invited has this street already.',
  assignInvite: 'Invite somebody',
  takeBackHelp: 'What was gathered there still counts.',
  renameTitle: 'Name and postcode',
  rename: 'Save the name',
  renamed: 'Saved.',
  nameTaken: 'There is another street of this name. Choose another, or add the doors to that one.',
  doorsCaption: (name: string) => `Doors of ${name}`,
  door: 'Door',
  mark: 'State',
  marks: { 'to-visit': 'To visit', done: 'Done', 'do-not-knock': 'Do not knock' },
  removeDoor: 'Remove',
  note: 'Getting there',
  clearNote: 'Clear the note',
  clearNoteOf: (door: string) => `Clear the note on door ${door}`,
  removeDoorNamed: (door: string) => `Remove door ${door}`,
  addDoorsTitle: 'Add doors',
  addDoors: 'Add these doors',
  removeTitle: 'Remove the street',
  removeHelp: 'Only while nobody has it and nothing was gathered there.',
  remove: 'Remove the street',
  removeQuestion: (name: string) => `Remove ${name}?`,
  removeConsequence: 'Its doors go with it.',
  csvTitle: 'Add streets from a list',
  csvLead: 'A CSV file with one line for each door, such as a council’s address list.',
  csvReady: (streets: number, doors: number) =>
    `${streetsText(streets)} with ${doorsText(doors)} will be saved.`,
  csvRefused: (n: number) => `${linesText(n)} cannot be used:`,
  csvSave: 'Save these streets',
  csvSaving: 'Saving streets',
  csvSavingCounts: (done: number, total: number) => `${numberText(done)} of ${streetsText(total)}`,
  csvSaved: (added: number, doors: number, known: number) =>
    `${streetsText(added)} and ${doorsText(doors)} added. ${doorsText(known)} were there already.`,
  csvStopped: (done: number) =>
    `Stopped after ${streetsText(done)}. Nothing is lost: go on when you are ready.`,
  csvGoOn: 'Go on',
  csvOther: 'Choose another file',
}

export const streetLineTexts: Record<string, string> = {
  'street-name-missing': 'There is no street name on this line',
  'street-name-too-long': 'The street name has more than 100 characters',
  'door-without-number': 'There is no number and no building name on this line',
  'door-too-long': 'The number, the flat or the building is too long',
  'postcode-too-long': 'The postcode has more than 8 characters',
  'line-ragged': 'This line has another number of cells than the header',
  'too-many-doors': 'Its street has more than 3,000 doors: split it in two',
}

export const streetLineText = (reason: string) => streetLineTexts[reason] ?? wordsOf(reason)

export const peopleText = {
  title: 'People',
  lead: 'Who takes part, with which streets and on which browsers.',
  invite: 'Invite somebody',
  empty: 'Nobody is invited yet',
  emptyHelp: 'Each person gets a link, a QR code and a short code. No account and no password.',
  streets: 'Streets',
  noStreets: 'No streets yet',
  browsers: 'Browsers',
  noBrowsers: 'Has not joined yet',
  you: 'this browser',
  joined: (when: string) => `joined ${when}`,
  lastSeen: (when: string) => `last seen ${when}`,
  neverSeen: 'not seen since',
  unsent: (n: number) => `${signaturesText(n)} still on it`,
  revoked: (when: string) => `access ended ${when}`,
  endBrowser: 'End access',
  endBrowserNamed: (label: string) => `End access of ${label}`,
  endBrowserQuestion: (label: string) => `End the access of ${label}?`,
  endBrowserConsequence: (unsent: number) =>
    unsent > 0
      ? `It said that it still holds ${signaturesText(unsent)}. They can still be handed in, for you to review.`
      : 'It can send nothing more. What it sent already stays.',
  inviteAgain: 'New invitation',
  inviteAgainNamed: (name: string) => `New invitation for ${name}`,
  endAccess: 'End all access',
  endAccessNamed: (name: string) => `End all access of ${name}`,
  endAccessQuestion: (name: string) => `End all access of ${name}?`,
  endAccessConsequence: 'Every browser of this person is signed out. What they gathered stays and counts.',
  ended: (when: string) => `Access ended ${when}`,
  invitation: {
    none: 'Not invited',
    open: 'Invitation not used yet',
    used: 'Invitation used',
    expired: 'Invitation has run out',
    'taken-back': 'Invitation taken back',
  } satisfies Record<Member['invitation'], string>,
  inviteTitle: 'Invite somebody',
  back: 'People',
}

export const batchText = {
  title: 'Batches',
  lead: 'What arrived together: from a phone, or from an imported list.',
  caption: 'Batches, the newest first',
  batch: 'Batch',
  from: 'From',
  when: 'Received',
  state: 'State',
  sum: 'What is in it',
  states: {
    receiving: 'Still arriving',
    late: 'After the deadline',
    waiting: 'Waiting for you',
    accepted: 'Accepted',
  } satisfies Record<Batch['state'], string>,
  sources: {
    phone: 'phone',
    online: 'imported list',
    tray: 'taken in from the tray',
  } satisfies Record<Batch['source'], string>,
  empty: 'Nothing has arrived yet',
  emptyHelp: 'A batch appears here when a phone sends, or when you import a list.',
  toImport: 'Import a list',
  older: 'Older batches',
  newest: 'Newest batches',
  toRefused: 'Refused entries',
  toLate: 'After the deadline',
  toBackupFile: 'Take in a backup file',
  pageTitle: (code: string) => `Batch ${code}`,
  back: 'Batches',
  sumOf: ({ received, new: fresh, alreadyOnRoll, toDecide, late, withdrawn }: Batch['counts']) =>
    `${numberText(received)} received = ${numberText(fresh)} new + ${numberText(alreadyOnRoll)} already on the roll + ${numberText(toDecide)} to decide${
      late > 0 ? ` + ${numberText(late)} after the deadline` : ''
    }${withdrawn > 0 ? ` + ${numberText(withdrawn)} withdrawn` : ''}`,
  knocks: (n: number) => `${countText(n, 'knock', 'knocks')} came with it.`,
  fromAt: (from: string, source: string, when: string) => `From ${from} (${source}), ${when}.`,
  accept: 'Accept the batch',
  acceptHelp:
    'The new go on the roll. Those already on it are linked and counted once. The undecided wait at the merge desk.',
  accepted: 'Accepted.',
  undo: 'Undo',
  undoHelp: 'Takes the batch off the roll again. It waits as when it arrived.',
  undone: 'Undone. The batch waits again.',
  receiving: {
    phone: 'It is still arriving. You can accept it when all of it is here.',
    online:
      'Its import has not ended. Choose the same file again under “Import a list”: it goes on where it stopped.',
    tray: 'It is still being made.',
  } satisfies Record<Batch['source'], string>,
  toMerge: 'Go to the merge desk',
  signaturesCaption: (code: string) => `Signatures in batch ${code}`,
  noSignatures: 'There is no signature in this batch',
  noSignaturesHelp: 'Only knocks came with it.',
  name: 'Name',
  address: 'Address',
  postcode: 'Postcode',
  connection: 'Connection',
  method: 'How',
  signedAt: 'Signed',
  street: 'Street',
  standing: 'Stands as',
  none: '–',
  proposals: {
    new: 'New',
    'already-on-roll': 'Already on the roll',
    'to-decide': 'To decide',
  } satisfies Record<NonNullable<SignatureRow['proposal']>, string>,
}

const refusalTexts: Record<RefusalReason | DeferralReason, string> = {
  malformed: 'It is not an entry that can be read',
  'too-large': 'It is larger than any entry can be',
  'hash-mismatch': 'It was changed or damaged on its way',
  'foreign-petition': 'It belongs to another petition',
  'foreign-device': 'It was made on another device than the one that sent it',
  'unknown-key': 'It was sealed to a key that this server does not have',
  'cannot-open': 'It cannot be opened: forged, or damaged before it was sent',
  'rules-not-met': 'Something that this petition asks for is missing',
  'unknown-wording': 'It was signed for a wording that is not this petition’s',
  'method-not-accepted': 'The receiving body does not accept this way of signing',
  'same-id-other-content': 'There is another entry with the same id. Both are kept',
  'same-number-other-entry': 'There is another entry with the same number from this phone. Both are kept',
  'not-yours-to-change': 'It changes a signature that this device may not change',
  'petition-closed': 'It was made after the petition closed',
  'newer-version': 'It comes from a newer app. It is read when the server is updated',
  'unknown-kind': 'It comes from a newer app. It is read when the server is updated',
  'unknown-ref': 'It changes a signature that has not arrived yet',
  'unknown-door': 'It names a door that is not on the list',
  'device-revoked': 'It comes from a phone whose access was taken back. Somebody has to look at it',
  other: 'Another reason, which this version of the app has no words for',
}

export const refusalText = (reason: string) => known(refusalTexts, reason) ?? wordsOf(reason)

export const csvProblemTexts: Record<CsvProblem, string> = {
  'csv-empty': 'This file is empty. Choose the one with the names in it.',
  'csv-too-large': 'This file is larger than 64 MB. Split it into parts.',
  'csv-not-text': 'This file is not text. Save it as CSV, then choose it again.',
  'csv-is-spreadsheet': 'This is a spreadsheet. In your spreadsheet program, use “Save as” and choose CSV.',
  'csv-no-header':
    'The first line must name the columns, like: name, address, postcode. Add such a line, then choose the file again.',
  'csv-no-rows': 'There is a header and nothing under it.',
  'csv-quotes-unclear':
    'Too many lines have a stray quotation mark. Save the file again as CSV from your spreadsheet program.',
}

export const encodingTexts: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252',
}

export const delimiterTexts: Record<Table['delimiter'], string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
}

export function csvWarningText(warning: TableWarning): string {
  switch (warning.code) {
    case 'encoding-guessed':
      return 'The file does not say how its letters are stored. Check that accents look right below.'
    case 'characters-lost':
      return 'Some characters could not be read and show as \uFFFD. Export the file again as UTF-8 if you can.'
    case 'column-doubled':
      return `Two columns are called “${warning.column}”. Check which one is used.`
    case 'column-unnamed':
      return `Column ${numberText(warning.column)} has no name.`
  }
}

export const csvText = {
  fileLabel: 'File',
  fileHint: 'A CSV file, at most 64 MB. It is read on this computer.',
  reading: 'Reading the file…',
  cannotRead: 'The browser could not read this file. Choose it again.',
  facts: (rows: number, encoding: string, delimiter: string) =>
    `${linesText(rows)}. Letters stored as ${encoding}, cells separated by ${delimiter}.`,
  ragged: (n: number) => `${linesText(n)} with too few or too many cells will be listed in the report.`,
  mappingTitle: 'Which column holds what',
  mappingHelp: 'A guess from the names of the columns. Check it against the first lines.',
  column: (name: string, place: number) => name || `Column ${numberText(place)} (no name)`,
  leaveOut: 'Leave out',
  previewCaption: 'The first lines, as they will be read',
  line: 'Line',
  missing: (fields: readonly string[]) => `Choose the column for: ${listText(fields)}.`,
  doubled: (fields: readonly string[]) => `Choose one column only for: ${listText(fields)}.`,
  leftOut: (columns: readonly string[]) =>
    `Left out: ${listText(columns.map((name) => name || '(no name)'))}.`,
}

export const signatureFieldTexts: Record<SignatureField, string> = {
  name: 'Full name',
  firstName: 'First name',
  lastName: 'Last name',
  address: 'Address',
  postcode: 'Postcode',
  email: 'E-mail',
  signedAt: 'Day or time signed',
}

export const streetFieldTexts: Record<StreetField, string> = {
  street: 'Street',
  number: 'House number',
  suffix: 'Letter after the number',
  unit: 'Flat',
  building: 'Building',
  postcode: 'Postcode',
  order: 'Place in the walk',
}

export const importText = {
  title: 'Import a list',
  lead: 'The names of an online petition, as a CSV file. They come in as a batch that you look at before it counts.',
  labelLabel: 'Name of this list',
  labelHint: 'So that you know it again, like “Online petition, 1 October”.',
  send: (n: number) => `Import ${linesText(n)}`,
  resumed: 'You began to import this file before. It goes on as the same batch, and no line counts twice.',
  sending: 'Importing',
  counts: (done: number, total: number) => `${numberText(done)} of ${linesText(total)}`,
  cancel: 'Stop',
  stopped: (done: number) => `Stopped after ${linesText(done)}. Nothing is lost and no line counts twice.`,
  goOn: 'Go on',
  startOver: 'Choose another file',
  doneTitle: 'Imported',
  doneSum: (taken: number, refused: number) => `${linesText(taken)} taken, ${numberText(refused)} refused.`,
  known: (n: number) => `${linesText(n)} had arrived in an earlier try.`,
  toBatch: 'Look at the batch',
  refusedTitle: 'Refused lines',
  refusedCaption: 'Lines that were refused, and why',
  refusedHelp: 'Mend them in the report, then import the report as a list of its own.',
  line: 'Line',
  why: 'Why',
  download: 'Download the report',
  fileName: (label: string) => `refused lines - ${label}.csv`,
  more: (n: number) => `and ${linesText(n)} more: see the report.`,
}

const importReasonTexts: Record<string, string> = {
  'line-ragged': 'This line has another number of cells than the header',
  malformed: 'This line cannot be read',
  'cell-too-long': 'One of the cells has more characters than any name or address',
  'date-not-a-date': 'The day signed cannot be read. Write it like 2017-10-06 or 06/10/2017',
  'date-in-future': 'The day signed lies in the future',
  'name-missing': 'There is no name on this line',
  'name-too-long': 'The name has more than 255 characters',
  'name-not-a-name': 'The name holds a web address, or begins with =, +, - or @',
  'address-missing': 'There is no address on this line',
  'address-too-long': 'The address has more than 255 characters',
  'postcode-missing': 'There is no postcode on this line',
  'postcode-not-a-postcode': 'The postcode is not a full UK postcode',
  'email-not-an-address': 'The e-mail address cannot be one',
}

export const importReasonText = (reason: string) => importReasonTexts[reason] ?? wordsOf(reason)

const matchReasonTexts: Record<Reason, string> = {
  'same-name': 'The same name',
  'other-name': 'Another name',
  'same-email': 'The same e-mail address',
  'other-email': 'Another e-mail address',
  'same-postcode': 'The same postcode',
  'other-postcode': 'Another postcode',
  'postcode-unknown': 'One of them gave no postcode',
  'same-house': 'The same house',
  'other-house': 'Another house',
  'house-unknown': 'One of them gave no house number',
  'gathered-together':
    'Gathered at the same door by the same person: these may be two people of one household',
}

export const matchReasonText = (reason: string) => known(matchReasonTexts, reason) ?? wordsOf(reason)

export const mergeText = {
  title: 'Merge desk',
  lead: 'Two signatures that may be one person. You decide: nothing is deleted, and each decision can be undone.',
  left: (n: number) => (n === 0 ? 'None left' : `${pairsText(n)} left`),
  place: (at: number, of: number) => `Pair ${numberText(at)} of ${numberText(of)} loaded`,
  later: 'Arrived later',
  earlier: 'Arrived earlier',
  name: 'Name',
  address: 'Address',
  postcode: 'Postcode',
  signedAt: 'Signed',
  method: 'How',
  street: 'Gathered in',
  notGiven: 'Not given',
  elsewhere: 'Not at a door',
  why: 'What is alike, and what is not',
  markNote: 'Letters that differ are marked.',
  same: 'Same person',
  different: 'Different people',
  undo: 'Undo the last',
  previous: 'Previous pair',
  next: 'Next pair',
  keysLabel: 'Use keys',
  keysHelp: 'S same, D different, U undo, arrow keys to move.',
  saidSame: 'Decided: same person.',
  saidDifferent: 'Decided: different people.',
  undone: 'Undone. The pair is back.',
  empty: 'Nothing to decide',
  emptyHelp: 'Pairs appear here when a new batch holds somebody who may be on the roll already.',
  toBatches: 'Go to batches',
  tabs: { open: 'To decide', decided: 'Decided' },
  tabsLabel: 'Which pairs',
  decidedCaption: 'Decided pairs, the newest first',
  decidedEmpty: 'Nothing is decided yet',
  decidedEmptyHelp: 'Each decision is listed here and can be taken back.',
  pair: 'Pair',
  verdict: 'Decision',
  verdicts: { same: 'Same person', different: 'Different people' },
  by: 'By',
  when: 'When',
  takeBack: 'Take back',
  takeBackNamed: (a: string, b: string) => `Take back the decision on ${a} and ${b}`,
}

export const rollText = {
  title: 'Roll',
  lead: 'The people who count, after merging.',
  sumCaption: 'How the count comes about',
  sumStep: 'Signatures',
  sumNumber: 'Number',
  collected: 'Collected',
  refused: 'Refused, or left out by an organiser',
  waiting: 'In batches not accepted yet',
  toDecide: 'To decide at the merge desk',
  alsoElsewhere: 'Signed more than once: counted by the earlier signature',
  late: 'Arrived after the deadline',
  withdrawn: 'Withdrawn',
  counted: 'Counted',
  caption: 'People on the roll',
  empty: 'Nobody is on the roll yet',
  emptyHelp: 'Names come here when you accept a batch.',
  toBatches: 'Go to batches',
  export: 'Download the roll (CSV)',
  exportHelp: 'Names and addresses of everybody who counts. The download is written in the audit trail.',
}

const auditTexts: Record<string, string> = {
  'petition-created': 'Started the petition',
  'settings-saved': 'Saved the settings',
  'wording-fixed': 'Fixed a wording',
  'translation-saved': 'Saved a translation',
  'translation-approved': 'Approved a translation for residents',
  'translation-taken-back': 'Took a translation back',
  'recording-saved': 'Saved a recording of a wording',
  'recording-removed': 'Threw a recording away',
  'recovery-kit-made': 'Made a recovery code',
  'recovery-kit-tested': 'Tested the recovery code',
  'petition-opened': 'Opened the petition',
  'petition-closed': 'Closed the petition',
  'petition-restored': 'Brought back from a backup',
  'streets-added': 'Added streets',
  'street-renamed': 'Renamed a street',
  'street-deleted': 'Removed a street',
  'door-deleted': 'Removed a door',
  'door-note-cleared': 'Cleared the note on a door',
  'street-assigned': 'Gave a street to somebody',
  'street-taken-back': 'Took a street back',
  'member-invited': 'Invited somebody',
  'member-revoked': 'Ended somebody’s access',
  'device-joined': 'Joined with a browser',
  'device-revoked': 'Ended the access of a browser',
  'batch-received': 'Received a batch',
  'batch-accepted': 'Accepted a batch',
  'batch-undone': 'Undid a batch',
  'late-decided': 'Decided about what came after the deadline',
  'refused-seen': 'Looked at refused entries with names',
  'refused-taken-in': 'Took in a refused entry',
  'refused-left-out': 'Left out a refused entry',
  'refused-reopened': 'Put an entry back into the tray',
  'batch-seen': 'Looked at the names in a batch',
  'import-started': 'Began an import',
  'import-finished': 'Finished an import',
  'match-decided': 'Decided a pair',
  'match-undone': 'Took a decision back',
  'matches-seen': 'Looked at pairs',
  'roll-seen': 'Looked at the roll',
  'roll-exported': 'Downloaded the roll',
  'signatures-seen': 'Looked at the names of a street',
}

export const auditActionText = (action: string) => auditTexts[action] ?? wordsOf(action)

export const auditText = {
  title: 'Audit trail',
  lead: 'Who saw, exported, changed and decided what. It holds ids and counts, never a signatory’s name, and cannot be changed.',
  caption: 'Events, the newest first',
  when: 'When',
  who: 'Who',
  what: 'What',
  subject: 'About (id)',
  count: 'How many',
  server: 'The server',
  older: 'Older events',
  newest: 'Newest events',
  empty: 'Nothing has happened yet',
}
