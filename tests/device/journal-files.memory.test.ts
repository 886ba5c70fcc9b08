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
      for (const [name, { bytes }] of disk.files) {
        if (!Buffer.from(bytes).includes(run)) continue
        const spoilt = 'cut' in how ? bytes.slice(0, -how.cut) : Uint8Array.from([...bytes, ...how.add])
        disk.files.set(name, { bytes: spoilt, flushed: spoilt.length })
      }
    },
  }
})
