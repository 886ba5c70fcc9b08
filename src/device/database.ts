/**
 * The phone's own database. Street, door and outcome are in clear; whatever a
 * resident gave is inside `entry.sealed`, which nobody can open here (P1).
 * Versions only ever add: an old tab may write beside a new one.
 */
import Dexie, { type Table } from 'dexie'
import type { Door, Street } from '#domain/door.ts'
import type { DoorRules } from '#domain/door-rules.ts'
import type { DoorId, EntryId, PetitionId, RunId, Sha256, StreetId } from '#domain/ids.ts'
import type { Knocker, KnockerSign } from '#domain/knocker.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { PetitionOnPhone } from '#wire/pull.ts'
import type { KeptEntry, Membership } from './ports.ts'
import { fillVersion2 } from './store/fill-version-2.ts'

/** What was pulled before there were rules for the doors lacks them: `DoorRules` fills them in. */
export type PetitionRow = Omit<PetitionOnPhone, keyof DoorRules> &
  Partial<DoorRules> & {
    readonly petition: PetitionId
    /** Absent when everything has to come anew. */
    readonly cursor?: string | undefined
    /** The one that the rows are from; what was received follows `ServerRow.epoch`. */
    readonly epoch: string
    /** When the server last took entries or gave rows; what is unsent is counted beside it. */
    readonly lastSyncedAt: number | undefined
    readonly tallyAsOf: number
    /** The receipt code of the last batch, "B-7QK2". */
    readonly lastBatchCode: string | undefined
    /** This phone's clock minus the server's (S10). */
    readonly clockOffsetMs?: number | undefined
  }

/** What was last heard of the server: apart from the petition's row, since hello and push come before the first pull. */
export type ServerRow = {
  readonly petition: PetitionId
  readonly epoch: string
  /** What is held up to here, by the server's commit number, has lost its seal (J3). */
  readonly clearedTo: number
}

/** Receipts of many entries at once, until each entry's own row says so: so many rows take seconds. */
export type HeardRow = {
  readonly petition: PetitionId
  /** Of another epoch than `ServerRow.epoch` it means nothing. */
  readonly epoch: string
  readonly first: EntryId
  /** They are held, all by one commit of the server. */
  readonly entries: readonly EntryId[]
  readonly received: number
}

export type StreetRow = Street & { readonly petition: PetitionId; readonly position: number }

export type DoorRow = Door & {
  readonly petition: PetitionId
  /** This phone's own last knock; forgotten once the server has it, when only the mark stays (J3). */
  readonly outcome?: Outcome | undefined
  /** When this phone last knocked, so that a walk goes on after a sync; says nothing of what came of it. */
  readonly knockedAt?: number | undefined
  readonly lastEntry?: EntryId | undefined
  /** The entry by which this phone added it, until the server names the door. */
  readonly addedBy?: EntryId | undefined
  /** A pull said otherwise of its mark while the own knock was unsent: to be asked for anew once that is received. */
  readonly isDisputed?: boolean | undefined
}

/** Written by version 1 only. */
type RunRow = { readonly run: RunId; readonly petition: PetitionId; readonly seq: number }

/** What would else take a scan, kept in the same transaction as what it counts; a recount must agree (T1). */
export type CountsRow = {
  readonly petition: PetitionId
  /** '' for entries made away from any street. Where all is 0, none. */
  readonly streets: Readonly<Record<string, StreetCounts>>
  /** Those with something unsent; `seq` is the highest. */
  readonly runs: Readonly<Record<string, { readonly seq: number; readonly unsent: number }>>
}

export type StreetCounts = {
  /** Unsent and not taken back. */
  readonly signatures: number
  /** Entries of any kind without a receipt. */
  readonly unsent: number
  readonly refused: number
  readonly doors: number
  readonly doorsDone: number
}

export type TallyRow = {
  readonly petition: PetitionId
  /** '' for signatures gathered away from any street. */
  readonly street: StreetId | ''
  readonly received: number
  readonly counted: number
  readonly alsoElsewhere: number
}

/** A half-typed form, encrypted under a key kept on this phone: what a crash, a call or an update must not cost. */
export type DraftRow = {
  readonly id: string
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

/** Who knocks while one person keeps the phone; no row where everybody knocks for themselves. */
export type KnockersRow = {
  readonly petition: PetitionId
  readonly knockers: readonly Knocker[]
  readonly knocking: KnockerSign
}

/** Whose knock or signature an entry was. Never sent. */
export type KnockRow = {
  readonly petition: PetitionId
  readonly entry: EntryId
  readonly knocker: KnockerSign
}

/** A wording that is read aloud. */
export type RecordingRow = {
  readonly petition: PetitionId
  readonly wording: Sha256
  /** Of this recording: a new one has another. */
  readonly id: string
  readonly type: string
  readonly sound: Uint8Array<ArrayBuffer>
}

export class PhoneDatabase extends Dexie {
  declare readonly memberships: Table<Membership, PetitionId>
  declare readonly petitions: Table<PetitionRow, PetitionId>
  declare readonly streets: Table<StreetRow, [PetitionId, StreetId]>
  declare readonly doors: Table<DoorRow, [PetitionId, DoorId]>
  declare readonly entries: Table<KeptEntry, EntryId>
  declare readonly runs: Table<RunRow, RunId>
  declare readonly counts: Table<CountsRow, PetitionId>
  declare readonly servers: Table<ServerRow, PetitionId>
  declare readonly heard: Table<HeardRow, [PetitionId, EntryId]>
  declare readonly tallies: Table<TallyRow, [PetitionId, StreetId | '']>
  declare readonly knockers: Table<KnockersRow, PetitionId>
  declare readonly knocks: Table<KnockRow, [PetitionId, EntryId]>
  declare readonly recordings: Table<RecordingRow, [PetitionId, Sha256]>
  declare readonly drafts: Table<DraftRow, string>
  declare readonly settings: Table<{ readonly key: string; readonly value: unknown }, string>

  constructor(name = 'petition-pack') {
    // Without "strict" the browser says "complete" before the disk has it, and a power cut loses what was "saved".
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      memberships: 'petition',
      petitions: 'petition',
      streets: '[petition+id]',
      doors: '[petition+id], [petition+street]',
      entries: 'id, [petition+state+savedAt], [petition+entry.door], &[run+seq]',
      runs: 'run, petition',
      tallies: '[petition+street]',
      drafts: 'id',
      settings: 'key',
    })
    this.version(2).stores({
      // The two new ones are empty for a fresh signature or knock, and so cost a save nothing.
      entries:
        'id, [petition+state+savedAt], [petition+entry.door], &[run+seq], entry.ref, [petition+received]',
      // Set while the knock is unsent: a push finds the doors of its entries in one range.
      doors: '[petition+id], [petition+street], lastEntry',
      counts: 'petition',
      servers: 'petition',
    })
    this.version(3)
      .stores({ heard: '[petition+first]' })
      .upgrade(() => fillVersion2(this))
    this.version(4).stores({ knockers: 'petition', knocks: '[petition+entry]' })
    this.version(5).stores({ recordings: '[petition+wording]' })
  }
}
