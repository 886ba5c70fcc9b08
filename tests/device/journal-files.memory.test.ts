import { createMemoryDisk, createMemoryJournalFiles } from '../tools/memory-journal-files.ts'
import { describeJournalFiles } from './journal-files-contract.ts'

describeJournalFiles('in memory', async () => {
  const disk = createMemoryDisk()
  let tabs: ReturnType<typeof createMemoryJournalFiles>[] = []
  return {
    async open() {
      const files = createMemoryJournalFiles(disk)
      tabs.push(files)
      return files
    },
    async kill() {
      for (const tab of tabs) tab.close()
      tabs = []
      disk.crash(() => 0.5)
    },
    async spoil(run, how) {
      const { bytes } = disk.files.get(run) ?? { bytes: new Uint8Array() }
      const spoilt = 'cut' in how ? bytes.slice(0, -how.cut) : Uint8Array.from([...bytes, ...how.add])
      disk.files.set(run, { bytes: spoilt, flushed: spoilt.length })
    },
  }
})
