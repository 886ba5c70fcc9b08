/** The batch that a push goes to: a phone with signal pushes after each save, and nobody wants a page for each. */
import { BatchId, type DeviceId, type PetitionId } from '#domain/ids.ts'
import { joinCodeFrom } from '#domain/join-code.ts'
import { newId } from '../new-id.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import type { Arrival } from './arrival.ts'
import { collectorOf } from './collector-of.ts'
import type { Placing } from './placing.ts'

/** A new one has a name already, and a row once something of this push is in it. */
export type OpenBatch = { readonly id: BatchId; readonly code: string; readonly isNew: boolean }

/** Pushes of one phone go to its newest batch while that still waits and is younger than this. */
const BATCH_OPEN_MS = 6 * 60 * 60 * 1000

export async function openBatchOf(
  trx: Trx,
  {
    petition,
    device,
    arrival,
  }: { readonly petition: PetitionId; readonly device: DeviceId; readonly arrival: Arrival },
): Promise<OpenBatch | undefined> {
  const open = await trx
    .selectFrom('batches')
    .select(['id', 'code'])
    .where('petition', '=', petition)
    .where('device', '=', device)
    .where('state', '=', stateOf(arrival))
    .where('isLate', '=', Number(arrival.isLate))
    .where('receivedAt', '>', arrival.at - BATCH_OPEN_MS)
    .orderBy('received', 'desc')
    .limit(1)
    .executeTakeFirst()
  return open && { id: BatchId.parse(open.id), code: open.code, isNew: false }
}

/** What arrives after the deadline has batches of its own: they wait only once an organiser has let them in (S10). */
const stateOf = ({ isLate, isLetIn }: Arrival) => (isLate && !isLetIn ? 'late' : 'waiting')

export const newBatch = (server: Server): OpenBatch => ({
  id: BatchId.parse(newId(server)),
  code: newBatchCode(server),
  isNew: true,
})

/** A new batch gets its row when a signature is in it; what else came then belongs to none. */
export async function keepBatch(
  { trx, context, number, arrival, device, batch }: Placing,
  brought: { readonly signatures: number; readonly knocks: number },
): Promise<OpenBatch | undefined> {
  const { petition } = context
  if (batch === undefined) return undefined
  if (!batch.isNew) {
    if (brought.knocks > 0) {
      await trx
        .updateTable('batches')
        .set((column) => ({ knocks: column('knocks', '+', brought.knocks) }))
        .where('petition', '=', petition)
        .where('id', '=', batch.id)
        .execute()
    }
    return batch
  }
  if (brought.signatures === 0) {
    await trx
      .updateTable('entries')
      .set({ batch: null })
      .where('petition', '=', petition)
      .where('batch', '=', batch.id)
      .execute()
    return undefined
  }
  await trx
    .insertInto('batches')
    .values({
      id: batch.id,
      code: batch.code,
      petition,
      source: 'phone',
      member: collectorOf(context, { device }),
      device,
      label: null,
      state: stateOf(arrival),
      isLate: Number(arrival.isLate),
      knocks: brought.knocks,
      proposedAt: -1,
      received: number,
      receivedAt: arrival.at,
      acceptedAt: null,
    })
    .execute()
  return { ...batch, isNew: false }
}

/** "B-7QK2M": short enough to read out; a clash is refused by the unique key and the push comes again. */
export const newBatchCode = (server: Server) => `B-${joinCodeFrom(server.randomBytes(5)).slice(0, 5)}`
