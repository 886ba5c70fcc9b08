import { Refusal } from '../refusal.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'

/** The batch as nobody else can change it until this transaction ends: the petition's number is its lock. */
export async function lockBatch(
  trx: Trx,
  petition: string,
  batch: string,
): Promise<{ state: string; source: string }> {
  await takeNumber(trx, petition)
  const row = await trx
    .selectFrom('batches')
    .select(['state', 'source'])
    .where('petition', '=', petition)
    .where('id', '=', batch)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found')
  return row
}

export async function batchStreets(trx: Trx, petition: string, batch: string): Promise<(string | null)[]> {
  const rows = await trx
    .selectFrom('signatures')
    .select('street')
    .distinct()
    .where('petition', '=', petition)
    .where('batch', '=', batch)
    .execute()
  return rows.map(({ street }) => street)
}
