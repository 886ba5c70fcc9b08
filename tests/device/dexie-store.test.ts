import { createDexieStore } from '#device/dexie-store.ts'
import { petition } from '../tools/kept-entries.ts'
import { newDatabase } from '../tools/phone-fixture.ts'
import { describePhoneStore } from './phone-store-contract.ts'

describePhoneStore('in IndexedDB', async () => {
  const db = newDatabase()
  return {
    store: createDexieStore(db),
    entries: () => db.entries.orderBy('id').toArray(),
    doors: () => db.doors.toArray(),
    streetIds: async () => (await db.streets.toArray()).map(({ id }) => id),
    tallies: async () =>
      (await db.tallies.toArray()).map(({ street, received, counted }) => ({ street, received, counted })),
    lastSynced: async () => {
      const row = await db.petitions.get(petition)
      return { at: row?.lastSyncedAt, batchCode: row?.lastBatchCode }
    },
  }
})
