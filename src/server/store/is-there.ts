import type { Trx } from './open-store.ts'

/** Whether the petition has a row of this id. */
export async function isThere(
  trx: Trx,
  table: 'devices' | 'members' | 'signatures',
  petition: string,
  id: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom(table)
    .select('id')
    .where('petition', '=', petition)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
