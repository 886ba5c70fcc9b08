/** A phone's storage as the app opens it, and a screen that follows the database. */
import { liveQuery } from 'dexie'
import { browserClock } from '#device/browser-effects.ts'
import { PhoneDatabase } from '#device/database.ts'
import { openJournalFiles } from '#device/journal-files.ts'
import { keptOf } from '#device/journal-record.ts'
import { localSentinel } from '#device/local-sentinel.ts'
import { createStorage } from '#device/phone-storage.ts'
import type { JournalRecord } from '#device/ports.ts'
import type { StorageStatus } from '#device/storage-watch.ts'

export type StoragePage = {
  save(records: readonly JournalRecord[]): Promise<void>
  /** What two screens show that count entries and settings. */
  shown(): { readonly entries: number; readonly settings: number }
  entries(): Promise<number>
  inFiles(): Promise<number>
  status(): StorageStatus
}

declare global {
  interface Window {
    storagePage?: StoragePage
  }
}

const db = new PhoneDatabase()
const files = await openJournalFiles(browserClock)
const storage = createStorage({ db, files, sentinel: localSentinel, clock: browserClock })
await storage.check.start()
await storage.check.compare()

const shown = { entries: 0, settings: 0 }
liveQuery(() => db.entries.count()).subscribe((count) => {
  shown.entries = count
})
// Nothing that comes back touches these.
liveQuery(() => db.settings.where('key').startsWith('walk/').count()).subscribe((count) => {
  shown.settings = count
})

window.storagePage = {
  async save(records) {
    for (const record of records) await storage.copies.keep(keptOf(record), {})
    await db.settings.put({ key: 'walk/one', value: 1 })
  },
  shown: () => shown,
  entries: () => db.entries.count(),
  inFiles: async () => (await files?.read())?.length ?? 0,
  status: storage.watch.status,
}
