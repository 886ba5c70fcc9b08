import type { Trx } from '../store/open-store.ts'

/** The batch's proposals are made again when somebody looks at it or accepts it. */
export async function forgetProposals(trx: Trx, petition: string, batch: string): Promise<void> {
  await trx
    .updateTable('batches')
    .set({ proposedAt: -1 })
    .where('petition', '=', petition)
    .where('id', '=', batch)
    .execute()
}
