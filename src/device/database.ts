/**
 * The phone's own database. Street, door and outcome are in clear; whatever a
 * resident gave is inside `entry.sealed`, which nobody can open here (P1).
 * Versions only ever add: an old tab may write beside a new one.
 */
import Dexie, { type Table } from 'dexie'
import type { Door, Street } from '#domain/door.ts'
import type { DoorId, EntryId, PetitionId, RunId, StreetId } from '#domain/ids.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { PetitionOnPhone } from '#wire/pull.ts'
import type { KeptEntry, Membership } from './ports.ts'

export type PetitionRow = PetitionOnPhone & {
  readonly petition: PetitionId
  readonly cursor: string
  readonly epoch: string
  /** When the server last took entries or gave rows; what is unsent is counted beside it. */
  readonly lastSyncedAt: number | undefined
  readonly tallyAsOf: number
  /** The receipt code of the last batch, "B-7QK2". */
  readonly lastBatchCode: string | undefined
}

export type StreetRow = Street & { readonly petition: PetitionId; readonly position: number }

export type DoorRow = Door & {
  readonly petition: PetitionId
  /** This phone's own last knock; forgotten once the server has it, when only the mark stays (J3). */
  readonly outcome?: Outcome | undefined
  /** When this phone last knocked, so that a walk goes on after a sync; says nothing of what came of it. */
  readonly knockedAt?: number | undefined
  readonly lastEntry?: EntryId | undefined
}

export type RunRow = { readonly run: RunId; readonly petition: PetitionId; readonly seq: number }

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

export class PhoneDatabase extends Dexie {
  declare readonly memberships: Table<Membership, PetitionId>
  declare readonly petitions: Table<PetitionRow, PetitionId>
  declare readonly streets: Table<StreetRow, [PetitionId, StreetId]>
  declare readonly doors: Table<DoorRow, [PetitionId, DoorId]>
  declare readonly entries: Table<KeptEntry, EntryId>
  declare readonly runs: Table<RunRow, RunId>
  declare readonly tallies: Table<TallyRow, [PetitionId, StreetId | '']>
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
  }
}
