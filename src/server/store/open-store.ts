/**
 * One store over two engines. Embedded: libsql, one exclusive connection, WAL,
 * synchronous FULL: one fsync per commit before anybody is told "received".
 * With DATABASE_URL: PostgreSQL. The same schema and queries run on both.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Dialect, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import Libsql from 'libsql'
import pg from 'pg'
import * as z from 'zod/mini'
import { CannotStart } from '../cannot-start.ts'
import { advisePlanner } from './advise-planner.ts'
import { copyEmbedded } from './copy-embedded.ts'
import type { CopyFacts, CopyOptions } from './copy-facts.ts'
import { copyServerToFile } from './copy-rows.ts'
import { keepStatements } from './keep-statements.ts'
import { LibsqlDialect } from './libsql-dialect.ts'
import { migrate } from './migrate.ts'
import type { Database } from './schema.ts'

export type Trx = Transaction<Database>

export type Store = {
  readonly db: Kysely<Database>
  /** Runs the work in one transaction, again when the engine says that another was in the way: it must be repeatable. */
  transact<T>(work: (trx: Trx) => Promise<T>): Promise<T>
  /** Whether no petition and no key is in it yet. */
  isNew(): Promise<boolean>
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  /** Writes all there is, but for the wrapped keys, into an empty file of the embedded engine, while others go on writing. */
  copyTo(file: string, options?: CopyOptions): Promise<CopyFacts>
  close(): Promise<void>
}

export type StoreConfig = { readonly databaseUrl?: string | undefined; readonly dataDir: string }

/** Throws `CannotStart` with one line for the operator when the store can't be opened or is not durable. */
export async function openStore({ databaseUrl, dataDir }: StoreConfig): Promise<Store> {
  const store =
    databaseUrl === undefined
      ? storeOver(libsqlDialect(dataDir), (db, to, options) =>
          copyEmbedded(db, embeddedFile(dataDir), to, options),
        )
      : storeOver(postgresDialect(databaseUrl))
  try {
    if (databaseUrl !== undefined) await refuseVolatilePostgres(store.db)
    await migrate(store.db, databaseUrl === undefined ? undefined : await currentSchema(store.db))
    if (databaseUrl === undefined) await advisePlanner(store.db)
  } catch (error) {
    await store.close().catch(() => undefined)
    throw error
  }
  return store
}

/** A store over any Kysely dialect; the caller has seen to durability. */
export function storeOver(dialect: Dialect, copy: typeof copyServerToFile = copyServerToFile): Store {
  const db = new Kysely<Database>({ dialect })
  return {
    db,
    transact: (work) => retryConflicts(() => db.transaction().execute(work)),
    isNew: async () => (await db.selectFrom('petitions').select('id').limit(1).execute()).length === 0,
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    copyTo: (file, options) => copy(db, file, options),
    close: () => db.destroy(),
  }
}

export const embeddedFile = (dataDir: string): string => join(dataDir, 'petition-pack.db')

/** Write-ahead log, and one fsync before each commit returns. */
const Durable = z.object({ journal_mode: z.literal('wal'), synchronous: z.literal(2) })

function libsqlDialect(dataDir: string): Dialect {
  process.umask(0o077)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = embeddedFile(dataDir)
  const database = new Libsql(file)
  // The order matters: the locking mode must be set before the first read or write of the file.
  database.pragma('locking_mode = EXCLUSIVE')
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  database.pragma('busy_timeout = 2000')
  // Takes the exclusive lock now, so that a second server is refused before it says that it runs.
  database.exec('BEGIN IMMEDIATE; COMMIT')
  const settings = database
    .prepare('SELECT journal_mode, synchronous FROM pragma_journal_mode, pragma_synchronous')
    .get()
  if (!Durable.safeParse(settings).success) {
    throw new CannotStart(`The database ${file} can't be made durable there. Move DATA_DIR to a local disk.`)
  }
  return new LibsqlDialect({
    database: {
      prepare: keepStatements((text) => database.prepare(text)),
      close: () => {
        // Whoever copies the file of a stopped server has everything in it.
        database.pragma('wal_checkpoint(TRUNCATE)')
        database.close()
      },
    },
  })
}

function postgresDialect(databaseUrl: string): Dialect {
  // 20 is int8: our numbers are counts and milliseconds, far below 2^53.
  pg.types.setTypeParser(20, Number)
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 5000 })
  // A lost connection is replaced at the next query, and what is under way on it fails by itself. Without listeners, the
  // pool's for those at rest and each client's for those between two queries, it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new PostgresDialect({ pool })
}

export async function currentSchema(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  return rows[0]?.name ?? 'public'
}

async function refuseVolatilePostgres(db: Kysely<Database>): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit'] as const) {
    const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(db)
    if (rows[0]?.value === 'off') {
      throw new CannotStart(
        `PostgreSQL runs with ${setting}=off: it would lose signatures that it confirmed. Turn it on in DATABASE_URL's server.`,
      )
    }
  }
}

const CONFLICTS = new Set(['40001', '40P01', 'SQLITE_BUSY'])
const MAX_TRIES = 5

async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (attempt === MAX_TRIES || !CONFLICTS.has(code)) throw error
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt))
    }
  }
}
