import type { Caller } from '../caller.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import type { Examined } from './examine-entry.ts'
import type { OpenBatch } from './open-batch.ts'

/** An entry that was opened and meets the petition's rules. */
export type Sound = Extract<Examined, { verdict: 'sound' }>

/** What the entries of one push are placed with: one transaction, one commit number, one batch. */
export type Placing = {
  readonly server: Server
  readonly trx: Trx
  readonly caller: Caller
  readonly keys: PetitionKeys
  readonly number: number
  /** Undefined where the push brings no signature and joins no open batch. */
  readonly batch: OpenBatch | undefined
}
