import type { Kysely } from 'kysely'

/** What phones report of themselves, and a way to find what was deferred for one reason. */
export async function phones(db: Kysely<unknown>): Promise<void> {
  for (const [column, type] of [
    ['copies', 'bigint'],
    ['clockOffsetMs', 'bigint'],
    ['oldestUnsentAt', 'text'],
    ['reportedAt', 'bigint'],
  ] as const) {
    await db.schema.alterTable('devices').addColumn(column, type).execute()
  }
  await db.schema
    .createTable('incidents')
    .addColumn('petition', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('broughtBack', 'bigint', (column) => column.notNull())
    .addColumn('reportedAt', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('incidents_pk', ['petition', 'device', 'at', 'kind'] as never[])
    .execute()
  await db.schema
    .createIndex('refused_petition_reason')
    .on('refused')
    .columns(['petition', 'reason'])
    .execute()
}
