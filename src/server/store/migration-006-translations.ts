import type { Kysely } from 'kysely'

/** Wordings in other languages, who approved them, and recordings of them all. */
export async function translations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('translations')
    .addColumn('petition', 'text', (each) => each.notNull())
    .addColumn('hash', 'text', (each) => each.notNull())
    .addColumn('original', 'text', (each) => each.notNull())
    .addColumn('language', 'text', (each) => each.notNull())
    .addColumn('body', 'text', (each) => each.notNull())
    .addColumn('savedAt', 'bigint', (each) => each.notNull())
    .addColumn('readerSealed', 'text')
    .addColumn('approvedAt', 'bigint')
    .addColumn('takenBackAt', 'bigint')
    .addPrimaryKeyConstraint('translations_pk', ['petition', 'hash'] as never[])
    .execute()
  await db.schema
    .createTable('recordings')
    .addColumn('petition', 'text', (each) => each.notNull())
    .addColumn('wording', 'text', (each) => each.notNull())
    .addColumn('id', 'text', (each) => each.notNull())
    .addColumn('type', 'text', (each) => each.notNull())
    .addColumn('bytes', 'bigint', (each) => each.notNull())
    .addColumn('sound', 'text', (each) => each.notNull())
    .addColumn('savedAt', 'bigint', (each) => each.notNull())
    .addPrimaryKeyConstraint('recordings_pk', ['petition', 'wording'] as never[])
    .execute()
}
