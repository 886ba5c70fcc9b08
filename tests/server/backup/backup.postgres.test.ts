import { test } from 'vitest'
import { openStore } from '#server/store/open-store.ts'
import { hasPostgres, startPostgres } from '../../tools/postgres.ts'
import { backupContract } from './backup-contract.ts'

if (hasPostgres() || process.env.REQUIRE_POSTGRES) {
  backupContract('PostgreSQL', async () => {
    const server = await startPostgres()
    if (server === undefined) throw new Error('PostgreSQL is installed, so it starts')
    const store = await openStore({ databaseUrl: await server.createDatabase('backup'), dataDir: '' })
    return {
      store,
      close: async () => {
        await store.close()
        await server.remove()
      },
    }
  })
} else {
  test('says aloud that it does not run where there is no PostgreSQL', () => startPostgres().then(() => {}))
}
