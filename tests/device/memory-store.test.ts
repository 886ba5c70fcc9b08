/** The simulation's store keeps to what the real one does. */
import { randomUUID } from 'node:crypto'
import { petition } from '../tools/kept-entries.ts'
import { createMemoryStore } from '../tools/memory-store.ts'
import { describePhoneStore } from './phone-store-contract.ts'

describePhoneStore('in memory', async () => {
  const store = createMemoryStore(randomUUID)
  const { entries, petitions, memberships } = store.disk
  const tables = () => petitions.get(petition)
  return {
    store,
    entries: async () => [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    doors: async () => [...(tables()?.doors.values() ?? [])],
    streetIds: async () => [...(tables()?.streets.keys() ?? [])],
    tallies: async () =>
      [...(tables()?.tallies.values() ?? [])].map(({ street, received, counted }) => ({
        street,
        received,
        counted,
      })),
    lastSynced: async () => {
      const row = tables()?.row
      return { at: row?.lastSyncedAt, batchCode: row?.lastBatchCode }
    },
    clockOffsetMs: async () => tables()?.row?.clockOffsetMs,
    join: async (membership) => {
      memberships.set(petition, membership)
    },
    membership: async () => memberships.get(petition),
    counts: async () => store.counts(petition),
  }
})
