import type { DeviceId, EntryId } from '#domain/ids.ts'
import type { DeferralReason, RefusalReason } from '#domain/receipt.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import type { Arrival } from './arrival.ts'
import type { ExamineContext, Examined } from './examine-entry.ts'
import type { OpenBatch } from './open-batch.ts'

/** An entry that was opened and meets the petition's rules. */
export type Sound = Extract<Examined, { verdict: 'sound' }>

/** What the entries that came together are placed with: one transaction, one commit number, one batch. */
export type Placing = {
  readonly server: Server
  readonly trx: Trx
  readonly context: ExamineContext
  readonly number: number
  readonly arrival: Arrival
  /** The phone that brought them, or that a backup file is of: what is set aside is kept under it. */
  readonly device: DeviceId
  /** Undefined where nothing that came is a signature and the phone has no open batch. */
  readonly batch: OpenBatch | undefined
}

/** What became of a sound entry. */
export type Placed =
  /** It is in the journal, since this or an earlier commit number. */
  | { readonly verdict: 'held'; readonly received: number; readonly isNew: boolean }
  | { readonly verdict: 'refused' | 'deferred'; readonly reason: RefusalReason | DeferralReason }

/** An amend or a withdrawal. */
export type Change = Sound & { readonly entry: { readonly ref: EntryId } }

export const isChange = (sound: Sound): sound is Change => sound.entry.ref !== undefined
