import { openPgliteStore } from '../tools/pglite-store.ts'
import { storeContract } from './store-contract.ts'

storeContract('PGlite', async () => {
  const store = await openPgliteStore()
  return { store, close: () => store.close() }
})
