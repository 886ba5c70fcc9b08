import type { PetitionId } from '#domain/ids.ts'
import type { Trx } from '../store/open-store.ts'
import { refreshTallies } from '../tallies.ts'
import type { OpenBatch } from './open-batch.ts'
import type { Placing, Sound } from './placing.ts'

/** Brings tallies and the batch's own figures up to date; gives what this push added to the batch. */
export async function closeBatch(
  { trx, caller, number, batch }: Placing,
  sound: readonly Sound[],
): Promise<{ signatures: number; entries: number }> {
  const streets = new Set<string | null>()
  for (const { entry } of sound) if (entry.kind === 'sign') streets.add(entry.street ?? null)
  await refreshTallies(trx, caller.petition, streets)
  if (batch === undefined) return { signatures: 0, entries: 0 }

  const { signatures, entries, knocks } = await trx
    .selectFrom('entries')
    .select((query) => [
      query.fn
        .count<number>('id')
        .filterWhere('kind', '=', 'sign')
        .filterWhere('received', '=', number)
        .as('signatures'),
      query.fn.count<number>('id').filterWhere('received', '=', number).as('entries'),
      query.fn.count<number>('id').filterWhere('kind', '=', 'knock').as('knocks'),
    ])
    .where('petition', '=', caller.petition)
    .where('batch', '=', batch.id)
    .executeTakeFirstOrThrow()
  if (batch.isNew && signatures === 0) {
    await dropBatch(trx, caller.petition, batch)
    return { signatures: 0, entries: 0 }
  }
  // Its proposals were made before these came: make them again when somebody looks.
  await trx
    .updateTable('batches')
    .set({ knocks, proposedAt: -1 })
    .where('petition', '=', caller.petition)
    .where('id', '=', batch.id)
    .execute()
  return { signatures, entries }
}

/** Its signatures were all deferred after all: nobody wants a page for a batch of none. */
async function dropBatch(trx: Trx, petition: PetitionId, { id }: OpenBatch): Promise<void> {
  await trx
    .updateTable('entries')
    .set({ batch: null })
    .where('petition', '=', petition)
    .where('batch', '=', id)
    .execute()
  await trx.deleteFrom('batches').where('petition', '=', petition).where('id', '=', id).execute()
}
