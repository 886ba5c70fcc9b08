import type { Kysely } from 'kysely'

/** Late arrivals and what a person made of refused entries. Columns only: older rows are in time and unresolved. */
export async function lateAndTray(db: Kysely<unknown>): Promise<void> {
  const column = (table: string, name: string, type: 'text' | 'bigint', standard?: string | number) =>
    db.schema
      .alterTable(table)
      .addColumn(name, type, (each) => (standard === undefined ? each : each.notNull().defaultTo(standard)))
      .execute()
  await column('petitions', 'lateDecision', 'text')
  await column('petitions', 'lateDecidedAt', 'bigint')
  await column('batches', 'isLate', 'bigint', 0)
  await column('signatures', 'lateness', 'text', 'in-time')
  await column('refused', 'kind', 'text')
  await column('refused', 'resolution', 'text')
  await column('refused', 'resolutionWhy', 'text')
  await column('refused', 'resolvedAt', 'bigint')
  await column('refused', 'resolvedBy', 'text')
  await column('refused', 'takenInAs', 'text')
}
