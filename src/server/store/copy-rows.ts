/** Copies one database into another, row by row: what PostgreSQL holds into a file, and what a file holds into PostgreSQL. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { type CopyFacts, type CopyOptions, embeddedTables, readCopyFacts } from './copy-facts.ts'
import { openDatabaseFile } from './database-file.ts'
import { inChunks } from './in-chunks.ts'
import type { Database } from './schema.ts'

const ROWS_AT_ONCE = 500
/** The file's engine works on the event loop, so it gets little at a time and phones their turn in between. */
const ROWS_PER_TURN = 40

type Row = Readonly<Record<string, unknown>>

/** Reads everything in one transaction that sees one moment, while others go on writing. */
export async function copyServerToFile(
  db: Kysely<Database>,
  target: string,
  { signal, progress }: CopyOptions = {},
): Promise<CopyFacts> {
  const file = await openDatabaseFile(target)
  try {
    const tables = await embeddedTables(file)
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const facts = await readCopyFacts(trx, tables)
        const report = reporter(facts, progress)
        for (const table of tables) {
          await sql`declare copied no scroll cursor for select * from ${sql.table(table)}`.execute(trx)
          for (;;) {
            signal?.throwIfAborted()
            const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_AT_ONCE)} from copied`.execute(trx)
            if (rows.length === 0) break
            for (const turn of inChunks(rows.map(withoutKeys(table)), ROWS_PER_TURN)) {
              await file.transaction().execute((into) => insertRows(into, table, turn))
              await setImmediate()
            }
            report(rows.length)
          }
          await sql`close copied`.execute(trx)
        }
        return facts
      })
  } finally {
    await file.destroy()
  }
}

/** Into a migrated database without rows, all of them or none. */
export async function copyFileToServer(
  file: Kysely<Database>,
  db: Kysely<Database>,
  { signal, progress }: CopyOptions = {},
): Promise<CopyFacts> {
  const tables = await embeddedTables(file)
  const facts = await readCopyFacts(file, tables)
  const report = reporter(facts, progress)
  await db.transaction().execute(async (trx) => {
    for (const table of tables) {
      let last = 0
      for (;;) {
        signal?.throwIfAborted()
        const { rows } = await sql<Row>`select rowid as "rowid", * from ${sql.table(table)}
          where rowid > ${last} order by rowid limit ${sql.lit(ROWS_AT_ONCE)}`.execute(file)
        if (rows.length === 0) break
        last = Number(rows.at(-1)?.rowid)
        await insertRows(
          trx,
          table,
          rows.map(({ rowid: _, ...row }) => row),
        )
        report(rows.length)
      }
    }
  })
  return facts
}

async function insertRows(into: Kysely<Database>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  for (const chunk of inChunks(rows)) {
    const values = chunk.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(values)}`.execute(into)
  }
}

const withoutKeys =
  (table: string) =>
  (row: Row): Row =>
    table === 'petitionKeys'
      ? { ...row, privateKeySealed: '', dataKeySealed: '', lookupKeySealed: '', kitSealed: null }
      : row

function reporter({ rows }: CopyFacts, progress: CopyOptions['progress']): (copied: number) => void {
  const of = Object.values(rows).reduce((sum, count) => sum + count, 0)
  let done = 0
  return (copied) => {
    done += copied
    progress?.({ step: 'copy', rows: done, of })
  }
}
