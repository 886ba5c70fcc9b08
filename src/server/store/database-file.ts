import { Kysely } from 'kysely'
import Libsql from 'libsql'
import { keepStatements } from './keep-statements.ts'
import { LibsqlDialect } from './libsql-dialect.ts'
import { migrate } from './migrate.ts'
import type { Database } from './schema.ts'

/**
 * A database file in the making, with today's tables: nobody relies on it until
 * it was checked and synced, so it waits for no disk. It leaves no file beside it.
 */
export async function openDatabaseFile(file: string): Promise<Kysely<Database>> {
  const database = new Libsql(file)
  database.pragma('journal_mode = MEMORY')
  database.pragma('synchronous = OFF')
  database.pragma('secure_delete = ON')
  const db = new Kysely<Database>({
    dialect: new LibsqlDialect({
      database: {
        prepare: keepStatements((text) => database.prepare(text)),
        close: () => database.close(),
      },
    }),
  })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return db
}
