import type { PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import type { PhoneStore } from '#device/ports.ts'
import { recount } from '#device/store/recount.ts'
import { petition } from '../tools/kept-entries.ts'
import { newDatabase } from '../tools/phone-fixture.ts'
import { describePhoneStore } from './phone-store-contract.ts'

describePhoneStore('in IndexedDB', async () => {
  const db = newDatabase()
  return {
    store: recounted(createDexieStore(db), db),
    entries: () => db.entries.orderBy('id').toArray(),
    doors: () => db.doors.toArray(),
    streetIds: async () => (await db.streets.toArray()).map(({ id }) => id),
    tallies: async () =>
      (await db.tallies.toArray()).map(({ street, received, counted }) => ({ street, received, counted })),
    lastSynced: async () => {
      const row = await db.petitions.get(petition)
      return { at: row?.lastSyncedAt, batchCode: row?.lastBatchCode }
    },
    clockOffsetMs: async () => (await db.petitions.get(petition))?.clockOffsetMs,
    join: async (membership) => {
      await db.memberships.put(membership)
    },
    membership: () => db.memberships.get(petition),
    counts: async () => (await db.counts.get(petition))?.streets ?? {},
  }
})

/** T1: after each stroke of every test, a recount from entries and doors finds nothing to mend. */
function recounted(store: PhoneStore, db: PhoneDatabase): PhoneStore {
  return new Proxy(store, {
    get:
      (target, name) =>
      async (...args: unknown[]) => {
        const given = await Reflect.get(target, name)(...args)
        if (await recount(db, petition)) throw new Error(`T1 after ${String(name)} the counters were wrong`)
        return given
      },
  })
}
