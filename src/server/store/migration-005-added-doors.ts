import type { Kysely } from 'kysely'

/** Doors that volunteers add, and notes on how to get to one. Columns only: older doors were listed and have no note. */
export async function addedDoors(db: Kysely<unknown>): Promise<void> {
  for (const [table, column] of [
    ['doors', 'note'],
    ['doors', 'addedBy'],
    ['doors', 'sameAs'],
    ['refused', 'door'],
  ] as const) {
    await db.schema.alterTable(table).addColumn(column, 'text').execute()
  }
  await db.schema.createIndex('doors_petition_sameAs').on('doors').columns(['petition', 'sameAs']).execute()
}
