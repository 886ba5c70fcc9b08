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
  /** What a screen shows that counts entries and settings. */
  shown(): string
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

let shown = ''
liveQuery(async () => {
  const [entries, drafts] = await Promise.all([db.entries.count(), db.drafts.count()])
  return `${entries} entries, ${drafts} drafts`
}).subscribe((value) => {
  shown = value
})

window.storagePage = {
  async save(records) {
    for (const record of records) await storage.copies.keep(keptOf(record), {})
  },
  shown: () => shown,
  entries: () => db.entries.count(),
  inFiles: async () => (await files?.read())?.length ?? 0,
  status: storage.watch.status,
}
