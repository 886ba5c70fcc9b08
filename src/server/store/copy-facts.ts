/** What a copy must hold to be whole, as read in the moment that it shows. */
import { type Kysely, type Selectable, sql } from 'kysely'
import * as z from 'zod/mini'
import type { Database } from './schema.ts'

export type PetitionKeyRow = Selectable<Database['petitionKeys']>

export type CopyFacts = {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
  /** Commit number by petition. */
  readonly heads: Readonly<Record<string, number>>
  /** The wrapped keys, which the copy itself does not hold. */
  readonly keys: readonly PetitionKeyRow[]
}

export type CopyProgress = { readonly step: 'copy'; readonly rows: number; readonly of: number }

export type CopyOptions = {
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((progress: CopyProgress) => void) | undefined
}

export async function readCopyFacts(db: Kysely<Database>, tables: readonly string[]): Promise<CopyFacts> {
  const rows: Record<string, number> = {}
  for (const table of tables) {
    const { rows: counted } = await sql<{
      count: number
    }>`select count(*) as count from ${sql.table(table)}`.execute(db)
    rows[table] = Number(counted[0]?.count)
  }
  const petitions = await db.selectFrom('petitions').select(['id', 'head']).execute()
  const keys = await db.selectFrom('petitionKeys').selectAll().execute()
  return { rows, heads: Object.fromEntries(petitions.map(({ id, head }) => [id, head])), keys }
}

/** Of an embedded database; those of the engine and of the migrations are not ours to copy. */
export const OUR_TABLES =
  "select name from sqlite_master where type = 'table' and substr(name, 1, 7) <> 'sqlite_' and substr(name, 1, 7) <> 'kysely_' order by name"

export const TableName = z.object({ name: z.string() })

export async function embeddedTables<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql.raw(OUR_TABLES).execute(db)
  return z
    .array(TableName)
    .parse(rows)
    .map(({ name }) => name)
}
