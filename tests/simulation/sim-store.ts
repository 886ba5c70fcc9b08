/** The server's real schema and queries on the real engine, in memory; wiped between seeds instead of opened anew. */
import Libsql from 'libsql'
import { keepStatements } from '#server/store/keep-statements.ts'
import { LibsqlDialect } from '#server/store/libsql-dialect.ts'
import { migrate } from '#server/store/migrate.ts'
import { type Store, storeOver } from '#server/store/open-store.ts'

type Row = Readonly<Record<string, unknown>>

/** Every row of every table. */
export type Snapshot = ReadonlyMap<string, readonly Row[]>

export type SimStore = {
  readonly store: Store
  take(): Snapshot
  put(snapshot: Snapshot): void
  rows(table: string): readonly Row[]
  run(text: string, values: readonly unknown[]): void
}

export async function openSimStore(): Promise<SimStore> {
  const database = new Libsql(':memory:')
  const kept = keepStatements((text) => database.prepare(text))
  // The scheduler and the rules look much more often than anything changes.
  const looked = new Map<string, readonly Row[]>()
  const prepare: typeof kept = (text) => {
    if (!/^select /i.test(text)) looked.clear()
    return kept(text)
  }
  const store = storeOver(new LibsqlDialect({ database: { prepare, close: () => void database.close() } }))
  await migrate(store.db)
  const tables = (
    database
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
      .all() as { name: string }[]
  )
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('kysely'))
  const readRows = (table: string) => prepare(`SELECT * FROM "${table}"`).all([]) as Row[]
  const rows = (table: string) => {
    const known = looked.get(table) ?? readRows(table)
    looked.set(table, known)
    return known
  }

  return {
    store,
    rows,
    run: (text, values) => void prepare(text).run([...values]),
    take: () => new Map(tables.map((table) => [table, rows(table)])),
    put(snapshot) {
      database.exec('BEGIN')
      for (const table of tables) {
        prepare(`DELETE FROM "${table}"`).run([])
        for (const row of snapshot.get(table) ?? []) {
          const columns = Object.keys(row)
          const text = `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join()}) VALUES (${columns.map(() => '?').join()})`
          prepare(text).run(columns.map((name) => row[name]))
        }
      }
      database.exec('COMMIT')
    },
  }
}
