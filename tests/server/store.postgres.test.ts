import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openStore } from '#server/store/open-store.ts'
import { hasPostgres, startPostgres } from '../tools/postgres.ts'
import { storeContract } from './store-contract.ts'

if (hasPostgres() || process.env.REQUIRE_POSTGRES) {
  storeContract('PostgreSQL', async () => {
    const server = await startPostgres()
    if (server === undefined) throw new Error('PostgreSQL is installed, so it starts')
    const store = await openStore({ databaseUrl: await server.createDatabase('contract'), dataDir: '' })
    return {
      store,
      close: async () => {
        await store.close()
        await server.remove()
      },
    }
  })

  test('a connection that is cut between two queries of a transaction fails that transaction, and nothing else', async () => {
    const server = await startPostgres()
    if (server === undefined) throw new Error('PostgreSQL is installed, so it starts')
    const store = await openStore({ databaseUrl: await server.createDatabase('cut'), dataDir: '' })
    const cut = store.transact(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(store.db)
      await new Promise((resolve) => setTimeout(resolve, 200))
      await sql`select 1`.execute(trx)
    })
    await expect(cut).rejects.toThrow()
    await store.ping()
    await store.close()
    await server.remove()
  })
} else {
  test('says aloud that it does not run where there is no PostgreSQL', () => startPostgres().then(() => {}))
}
