import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '#server/store/open-store.ts'
import { storeContract } from './store-contract.ts'

storeContract('libsql', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'petition-pack-store-'))
  const store = await openStore({ dataDir })
  return {
    store,
    close: async () => {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
})
