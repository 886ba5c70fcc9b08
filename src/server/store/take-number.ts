import type { Trx } from './open-store.ts'

/**
 * The petition's next commit number. The update locks the petition's row until
 * the transaction ends, so numbers are given in the order of commits and a
 * reader never finds a smaller one later (S5). The roll's own number follows
 * where the change may alter what merging proposes.
 */
export async function takeNumber(trx: Trx, petition: string, changes?: 'roll'): Promise<number> {
  const row = await trx
    .updateTable('petitions')
    .set((column) => ({
      head: column('head', '+', 1),
      ...(changes === 'roll' ? { rollHead: column('head', '+', 1) } : {}),
    }))
    .where('id', '=', petition)
    .returning('head')
    .executeTakeFirstOrThrow()
  return row.head
}

/** The first of so many numbers in a row. */
export async function takeNumbers(trx: Trx, petition: string, count: number): Promise<number> {
  const row = await trx
    .updateTable('petitions')
    .set((column) => ({ head: column('head', '+', count) }))
    .where('id', '=', petition)
    .returning('head')
    .executeTakeFirstOrThrow()
  return row.head - count + 1
}
