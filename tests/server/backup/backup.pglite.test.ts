import { openPgliteStore } from '../../tools/pglite-store.ts'
import { backupContract } from './backup-contract.ts'

backupContract('PGlite', async () => {
  const store = await openPgliteStore()
  return { store, close: () => store.close() }
})
