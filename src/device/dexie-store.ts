/** The store port over Dexie. Every write is one strictly durable transaction, or none. */
import type { PhoneDatabase } from './database.ts'
import type { PhoneStore } from './ports.ts'
import { checkStore } from './store/check.ts'
import { applyPull } from './store/pulled.ts'
import { applyPush, applyReceipts } from './store/receipts.ts'
import { addEntry, bringBack } from './store/save.ts'
import { applyHello } from './store/server-word.ts'
import { settle } from './store/settle.ts'
import { createUnsentReader, settledRuns, syncState, unsentByStreet, wholeIn } from './store/unsent.ts'

export function createDexieStore(db: PhoneDatabase): PhoneStore {
  return {
    addEntry: (kept, effects) => addEntry(db, kept, effects),
    bringBack: (kept) => bringBack(db, kept),
    find: async (ids) => (await db.entries.bulkGet([...ids])).filter((kept) => kept !== undefined),
    unsent: createUnsentReader(db),
    setAside: async (petition, limit, without) => {
      const states = ['deferred', 'refused'] as const
      const found = await Promise.all(states.map((state) => wholeIn(db, petition, state, limit, without)))
      return found.flat().slice(0, limit)
    },
    unsentByStreet: (petition, without) => unsentByStreet(db, petition, without),
    syncState: (petition) => syncState(db, petition),
    applyHello: (petition, word) => applyHello(db, petition, word),
    applyPush: (petition, reply, at) => applyPush(db, petition, reply, at),
    applyReceipts: (petition, receipts) => applyReceipts(db, petition, receipts),
    applyPull: (petition, reply, at) => applyPull(db, petition, reply, at),
    settle: (petition) => settle(db, petition),
    settledRuns: (runs) => settledRuns(db, runs),
    check: () => checkStore(db),
  }
}
