/** PostgreSQL in memory, in this process, behind the pool that Kysely expects: one connection, one user at a time. */
import { PGlite } from '@electric-sql/pglite'
import { PostgresDialect } from 'kysely'
import { migrate } from '#server/store/migrate.ts'
import { type Store, storeOver } from '#server/store/open-store.ts'

export async function openPgliteStore(): Promise<Store> {
  const database = await PGlite.create()
  let free = Promise.resolve()
  const connect = async () => {
    let release = () => {}
    const before = free
    free = new Promise((resolve) => {
      release = resolve
    })
    await before
    const query = async (text: string, parameters: readonly unknown[] = []) => {
      const { rows, affectedRows } = await database.query(text, [...parameters])
      return { command: 'SELECT' as const, rowCount: affectedRows ?? rows.length, rows }
    }
    return { query: query as never, release: () => release() }
  }
  const store = storeOver(new PostgresDialect({ pool: { connect, end: () => database.close() } }))
  await migrate(store.db)
  return store
}
