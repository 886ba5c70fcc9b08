/**
 * The effects of the phone's floor come in through these: so the same journal
 * and sync run in a browser, in a simulation with a seed, and against a
 * hostile proxy.
 */
import type { Door } from '#domain/door.ts'
import type { Entry } from '#domain/entry.ts'
import type { DeviceId, DoorId, EntryId, KeyId, MemberId, PetitionId, RunId, StreetId } from '#domain/ids.ts'
import type { DoorMark, Outcome } from '#domain/outcome.ts'
import type { Role } from '#domain/permission.ts'
import type { DeferralReason, Receipt, RefusalReason } from '#domain/receipt.ts'
import type { Incident } from '#wire/phone-report.ts'
import type { PullReply } from '#wire/pull.ts'
import type { PushReply } from '#wire/push.ts'

export type Clock = {
  now(): Date
  /** Resolves after the time, or at once when the signal ends it. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type Dice = {
  /** UUIDv7. */
  id(): string
  bytes(length: number): Uint8Array<ArrayBuffer>
  /** At least 0, less than 1. */
  fraction(): number
}

export type NetRequest = {
  readonly method: 'GET' | 'POST'
  /** Below the API's prefix, query included. */
  readonly path: string
  readonly body?: unknown
}

/** Whatever came back, unjudged: the caller decides by schema and nonce whether it is our server's word. */
export type NetReply =
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly json: unknown
      readonly retryAfterMs?: number | undefined
    }
  | { readonly kind: 'unreachable' }

export type Net = { send(request: NetRequest): Promise<NetReply> }

/** One run's key. It can seal and can't open: not even this phone reads back what it wrote. */
export type RunSeal = {
  /** The encapsulated key, base64url: travels with each entry. */
  readonly enc: string
  /** Compresses and encrypts; `undefined` seals nothing, which still authenticates the data. */
  seal(
    content: unknown,
    associatedData: Uint8Array<ArrayBuffer>,
  ): Promise<{ nonce: Uint8Array<ArrayBuffer>; sealed: Uint8Array<ArrayBuffer> }>
}

export type RunTarget = {
  readonly petition: PetitionId
  readonly device: DeviceId
  readonly run: RunId
  readonly keyId: KeyId
  /** The petition's public key, base64url. */
  readonly publicKey: string
  readonly deviceKeys: DeviceKeys
}

/** The device's key pair for one petition; the private key can't be exported. */
export type DeviceKeys = CryptoKeyPair

export type Seal = {
  createDeviceKeys(): Promise<{ keys: DeviceKeys; publicKey: string }>
  startRun(target: RunTarget): Promise<RunSeal>
}

/** Who this phone is in one petition. */
export type Membership = {
  readonly petition: PetitionId
  readonly title: string
  readonly member: MemberId
  readonly name: string
  readonly role: Role
  readonly device: DeviceId
  readonly deviceKeys: DeviceKeys
  /** The petition's key that the next run seals to. */
  readonly keyId: KeyId
  readonly publicKey: string
}

/** Nonce and seal are gone once the server's own backup covers the entry (J3); then the entry can't be sent again. */
export type KeptBody = Omit<Entry, 'nonce' | 'sealed'> & Partial<Pick<Entry, 'nonce' | 'sealed'>>

/** An entry as the phone keeps it. */
export type KeptEntry = {
  readonly id: EntryId
  readonly petition: PetitionId
  readonly run: RunId
  readonly seq: number
  readonly entry: KeptBody
  readonly state: 'unsent' | 'held' | 'deferred' | 'refused'
  readonly reason?: RefusalReason | DeferralReason | undefined
  /** The server's commit number, once it has a receipt. */
  readonly received?: number | undefined
  readonly savedAt: number
}

/** An entry that is whole, and so can be sent. */
export type WholeEntry = KeptEntry & { readonly entry: Entry }

/** What a save changes beside the entry itself, in the same transaction. */
export type SaveEffects = {
  readonly door?: {
    readonly id: DoorId
    readonly mark: DoorMark
    readonly outcome: Outcome | undefined
    readonly entry: EntryId | undefined
  }
  /** A door that was missing. Of one that is there it changes the note, and nothing else. */
  readonly described?: Door | undefined
  readonly forgetDraft?: string | undefined
}

/** What the sync pass has to know of a petition on this phone. */
export type SyncState = {
  readonly cursor?: string | undefined
  /** Those with something unsent, and their highest number: of the others the server has heard it. */
  readonly runs: readonly RunUpTo[]
}

/** A run, and the highest number that is meant of it. */
export type RunUpTo = { readonly run: RunId; readonly seq: number }

/** What a hello tells of the server. */
export type ServerWord = {
  readonly epoch: string
  readonly durableMark: number
  readonly keyId: KeyId
  readonly publicKey: string
  /** This phone's clock minus the server's: shown, never trusted (S10). */
  readonly clockOffsetMs: number
}

/** The store of the phone, in the few strokes that journal and sync need. Each is one transaction. */
export type PhoneStore = {
  /** Strictly durable when it resolves (J1). Rejects, and keeps nothing, when it could not be. */
  addEntry(kept: WholeEntry, effects: SaveEffects): Promise<void>
  /** Adds, as unsent, those it does not know, and what they say of doors; gives how many (J4). */
  bringBack(kept: readonly WholeEntry[]): Promise<number>
  /** Those of the given that it has, with the state of before where receipts are not settled yet. */
  find(ids: readonly EntryId[]): Promise<KeptEntry[]>
  /** Unsent entries in the order of saving, leaving out the given ones. */
  unsent(petition: PetitionId, limit: number, without?: ReadonlySet<string>): Promise<WholeEntry[]>
  /** Deferred and refused entries that are still whole, leaving out the given ones: a newer server may take them in, or a person has. */
  setAside(petition: PetitionId, limit: number, without?: ReadonlySet<string>): Promise<WholeEntry[]>
  /** Signatures unsent and not taken back, by street, leaving out the given entries. */
  unsentByStreet(
    petition: PetitionId,
    without: readonly WholeEntry[],
  ): Promise<{ street: StreetId; signatures: number }[]>
  syncState(petition: PetitionId): Promise<SyncState>
  /**
   * What a hello brings. In another epoch than before, the server was restored from a backup: everything that is
   * still whole is unsent again and the cursor is forgotten (S9). In the same one, what the mark covers loses its seal (J3).
   */
  applyHello(petition: PetitionId, word: ServerWord): Promise<void>
  /**
   * Applies each receipt to the very entry it names, by id and hash (S2), and the tallies with them. A reply of
   * another epoch than the known one changes nothing: the next hello says what to make of it.
   */
  applyPush(petition: PetitionId, reply: PushReply, at: Date): Promise<void>
  /** As `applyPush`, of a reply that holds receipts and nothing else (S8). */
  applyReceipts(petition: PetitionId, receipts: readonly Receipt[]): Promise<void>
  /**
   * Writes out some of what `applyPush` has only noted, and gives whether there was any: reads see it before and
   * after, but a mark at a door that a pull spoke against is asked for anew only now.
   */
  settle(petition: PetitionId): Promise<boolean>
  /** Rows and cursor together (S5). False, and nothing is kept, where changes came to a store that has nothing to change. */
  applyPull(petition: PetitionId, reply: PullReply, at: Date): Promise<boolean>
  /**
   * Of the given runs those whose every entry, up to the given number at least, is here, has a receipt and is covered by
   * the server's backup: the files may forget them.
   */
  settledRuns(runs: readonly RunUpTo[]): Promise<RunId[]>
  /** Writes and reads back, strictly; and what it remembers of itself. Rejects when it can't be written (J4). */
  check(): Promise<StoreMemory>
}

/** By this a store shows that it is the one of before: an empty one, made anew by the browser, has no memory. */
export type StoreMemory = {
  /** Made with the store. */
  readonly install: string
  readonly isNew: boolean
}

/** One entry as a journal file holds it. */
export type JournalRecord = { readonly entry: Entry; readonly savedAt: number }

/**
 * The second copy of what was saved (J1): a few append-only files apart from
 * the database, so that what destroys the one leaves the other. Each tab writes
 * to one that no other tab has meanwhile.
 */
export type JournalFiles = {
  /** Resolves when the record is flushed to the disk; rejects, and keeps nothing, when it could not be. */
  append(record: JournalRecord): Promise<void>
  /** Every intact record of every file; in each file, up to the first bad one. */
  read(): Promise<JournalRecord[]>
  /** Those that have a record in a file, up to the last one there. */
  runs(): Promise<RunUpTo[]>
  /** Forgets these runs, except in a file that is in use; in that of this very page only when it says so. */
  remove(runs: readonly RunId[], evenOwn?: 'even-own'): Promise<void>
}

/** A third place, small and apart from both: remembers that there was something here (localStorage in a browser). */
export type Sentinel = {
  read(): SentinelNote | undefined
  /** Never throws: a browser may refuse it. */
  write(note: SentinelNote): void
}

export type SentinelNote = {
  readonly install: string
  readonly unsent: number
  /** Entries that were said not to be saved while a storage had not answered: they may have landed since. */
  readonly doubts: readonly EntryId[]
  /** What the server has not been told yet, at most 20: kept here, because a database that is lost can't tell. */
  readonly incidents: readonly Incident[]
}
