/**
 * The tables, in the subset that SQLite and PostgreSQL share (and CockroachDB,
 * YugabyteDB and Citus with them): text, bigint, no date SQL, no LIKE, no
 * advisory locks, and every unique key begins with the petition. Columns whose
 * name ends in `Sealed` hold personal data, encrypted (P2); `…Hash` columns are
 * keyed hashes for looking things up.
 */

import type { Generated } from 'kysely'

export type Database = {
  server: ServerTable
  petitions: PetitionTable
  petitionKeys: PetitionKeyTable
  wordings: WordingTable
  translations: TranslationTable
  recordings: RecordingTable
  members: MemberTable
  invitations: InvitationTable
  devices: DeviceTable
  sessions: SessionTable
  runs: RunTable
  unsent: UnsentTable
  incidents: IncidentTable
  streets: StreetTable
  doors: DoorTable
  assignments: AssignmentTable
  entries: EntryTable
  refused: RefusedTable
  batches: BatchTable
  importLines: ImportLineTable
  signatures: SignatureTable
  contacts: ContactTable
  blocking: BlockingTable
  matches: MatchTable
  tallies: TallyTable
  audit: AuditTable
  backups: BackupTable
}

type ServerTable = { key: string; value: string }

type PetitionTable = {
  id: string
  state: string
  /** JSON of `PetitionSettings`, or null in a new draft. */
  settings: string | null
  /** The commit counter: every change that a phone or the merge may see takes the next number (S5). */
  head: number
  /** Moves when the roll changes: proposals older than this are made again. */
  rollHead: number
  /** The head up to which a verified backup covers this petition (J3). */
  durableMark: number
  createdAt: number
  openedAt: number | null
  closedAt: number | null
  /** What an organiser decided for all that arrived after the deadline (S10). */
  lateDecision: string | null
  lateDecidedAt: number | null
}

type PetitionKeyTable = {
  petition: string
  id: string
  /** Uncompressed P-256 point, base64url. */
  publicKey: string
  /** JSON web key of the private key, wrapped by the master key. */
  privateKeySealed: string
  /** Data key and look-up key, wrapped by the master key. */
  dataKeySealed: string
  lookupKeySealed: string
  /** All three, wrapped by the recovery code; null until a kit is made. */
  kitSealed: string | null
  kitTestedAt: number | null
  createdAt: number
}

type WordingTable = {
  petition: string
  hash: string
  number: number
  /** JSON of `WordingText`. */
  body: string
  createdAt: number
}

type TranslationTable = {
  petition: string
  hash: string
  /** The wording that it translates. */
  original: string
  language: string
  /** JSON of `Translation`. */
  body: string
  savedAt: number
  /** Who has read and approved it; null until then. */
  readerSealed: string | null
  approvedAt: number | null
  /** Phones show it no more. */
  takenBackAt: number | null
}

/** One for each wording or translation. */
type RecordingTable = {
  petition: string
  wording: string
  /** Another for each new recording, so that a phone downloads what it lacks and nothing twice. */
  id: string
  type: string
  bytes: number
  /** The file, base64. */
  sound: string
  savedAt: number
}

type MemberTable = {
  petition: string
  id: string
  role: string
  nameSealed: string
  /** Grows with each change of the streets in reach; part of the pull cursor. */
  scope: number
  createdAt: number
  revokedAt: number | null
}

type InvitationTable = {
  petition: string
  id: string
  member: string
  codeHash: string
  /** How many browsers it still admits. */
  remaining: number
  createdAt: number
  expiresAt: number
  takenBackAt: number | null
}

type DeviceTable = {
  petition: string
  id: string
  member: string
  publicKey: string
  label: string
  createdAt: number
  lastSeenAt: number | null
  revokedAt: number | null
  /** In how many places it keeps what it saves. This and the next three are null until it has reported. */
  copies: Generated<number | null>
  /** The phone's clock minus the server's at its last pass (S10). */
  clockOffsetMs: Generated<number | null>
  oldestUnsentAt: Generated<string | null>
  reportedAt: Generated<number | null>
}

type SessionTable = {
  petition: string
  tokenHash: string
  device: string
  createdAt: number
  expiresAt: number
  endedAt: number | null
}

type RunTable = {
  petition: string
  device: string
  run: string
  /** The highest number the phone says it has used. */
  announced: number
}

type UnsentTable = {
  petition: string
  device: string
  street: string
  signatures: number
  reportedAt: number
}

/** Trouble that a phone had with its storage. The newest few of each device. */
type IncidentTable = {
  petition: string
  device: string
  /** The phone's clock. */
  at: string
  kind: string
  broughtBack: number
  reportedAt: number
}

type StreetTable = {
  petition: string
  id: string
  /** Folded name: one street, one key. */
  key: string
  name: string
  postcode: string | null
  position: number
  /** Head at the last change. */
  changed: number
  /** A street that went stays as a mark, so that phones learn of it. */
  deletedAt: number | null
}

type DoorTable = {
  petition: string
  id: string
  street: string
  key: string
  /** JSON of `DoorLabel`. */
  label: string
  postcode: string | null
  position: number
  mark: string
  changed: number
  deletedAt: number | null
  /** How one gets to it. About the door, and so in clear like its label. */
  note: Generated<string | null>
  /** The `door` entry by which a volunteer added it. */
  addedBy: Generated<string | null>
  /** Of a door that two volunteers added: the one that it is. It is deleted then, and entries that name it count for that. */
  sameAs: Generated<string | null>
}

type AssignmentTable = { petition: string; street: string; member: string; assignedAt: number }

type EntryTable = {
  petition: string
  id: string
  hash: string
  device: string
  run: string
  seq: number
  v: number
  kind: string
  street: string | null
  door: string | null
  outcome: string | null
  method: string | null
  wording: string | null
  ref: string | null
  madeAt: string
  keyId: string
  enc: string
  nonce: string
  sealed: string
  /** Null for knocks that came without a signature. */
  batch: string | null
  /** Head at which it was received. */
  received: number
  receivedAt: number
}

/** Entries that were refused, or deferred until the server learns what it lacks: kept, and shown to a person (S3). */
type RefusedTable = {
  petition: string
  /** As claimed, or '' where that is no id; likewise the hash. */
  id: string
  hash: string
  device: string
  reason: string
  /** What a deferred amend or withdrawal waits for. */
  ref: string | null
  /** What an entry at a door that nobody knows waits for. */
  door: Generated<string | null>
  /** The entry as it came. */
  rawSealed: string
  /** What the entry says that it is, or null. */
  kind: string | null
  /** What a person made of it: `taken-in`, `left-out`; null until then. */
  resolution: string | null
  resolutionWhy: string | null
  resolvedAt: number | null
  resolvedBy: string | null
  /** The signature that it became. */
  takenInAs: string | null
  /** Head at which it was received. */
  received: number
  receivedAt: number
}

type BatchTable = {
  petition: string
  id: string
  code: string
  source: string
  /** The volunteer; null for an import. */
  member: string | null
  device: string | null
  /** The name of an import. */
  label: string | null
  state: string
  knocks: number
  /** 1 for what arrived after the deadline. */
  isLate: Generated<number>
  /** The roll's head for which its proposals were made; -1 when they have to be made again. */
  proposedAt: number
  received: number
  receivedAt: number
  acceptedAt: number | null
}

type ImportLineTable = {
  petition: string
  batch: string
  line: number
  signature: string | null
  reason: string | null
}

type SignatureTable = {
  petition: string
  id: string
  batch: string
  source: string
  collector: string | null
  device: string | null
  street: string | null
  door: string | null
  method: string
  wording: string | null
  signedAt: string
  personalSealed: string
  standing: string
  proposal: string | null
  signatory: string | null
  /** `Lateness`: whether it arrived, or was even signed, after the deadline. */
  lateness: Generated<string>
  /** Head at which it was received: the order that decides which signature counts. */
  received: number
}

/** Contact consent lives apart from the signature and goes apart from it. */
type ContactTable = { petition: string; signature: string; contactSealed: string; givenAt: string }

type BlockingTable = { petition: string; keyHash: string; signature: string }

type MatchTable = {
  petition: string
  /** The signature that came to the roll later: who it may be is the question. */
  a: string
  b: string
  /** JSON array of reason keys. */
  reasons: string
  /**
   * `proposed`: a question for when its batch is accepted, or one answered by another decision.
   * `proposed-link`, then `linked`: the engine is sure. `open`: to decide. `same`, `different`: decided.
   */
  state: string
  decidedBy: string | null
  decidedAt: number | null
}

/** T1, kept in the transaction that changes it. A street or collector of '' means none. */
type TallyTable = {
  petition: string
  street: string
  collector: string
  received: number
  counted: number
  alsoElsewhere: number
}

type AuditTable = {
  petition: string
  seq: number
  at: number
  member: string | null
  action: string
  subject: string | null
  count: number | null
}

/** Every backup that was tried on this database, since it was made or restored. */
type BackupTable = {
  id: string
  /** Where the copy lies; '' when none was made. */
  path: string
  madeAt: number
  /** When the copy was opened and found to be whole; null when it failed, or was found damaged since. */
  verifiedAt: number | null
  bytes: number
  /** Of the copy, in hex; '' when none was made. */
  sha256: string
  /** 1 when the copy lay on the disk of the data. */
  sameDisk: number
  /** JSON of each petition's head in the copy. */
  heads: string
}
