/** Gives the test the journal files of this tab, and their bytes. */
import { browserClock } from '#device/browser-effects.ts'
import { openJournalFiles } from '#device/journal-files.ts'
import type { JournalFiles } from '#device/ports.ts'

export type JournalPage = {
  readonly files: JournalFiles
  /** A file's bytes as another program would leave them. */
  put(name: string, bytes: readonly number[]): Promise<void>
  bytes(name: string): Promise<number[]>
  names(): Promise<string[]>
}

declare global {
  interface Window {
    journalPage?: JournalPage
  }
}

const folder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('journal', { create: true })

const files = await openJournalFiles(browserClock)
if (files) {
  window.journalPage = {
    files,
    async put(name, bytes) {
      const writable = await (await (await folder()).getFileHandle(name)).createWritable()
      await writable.write(Uint8Array.from(bytes))
      await writable.close()
    },
    async bytes(name) {
      const file = await (await (await folder()).getFileHandle(name)).getFile()
      return [...new Uint8Array(await file.arrayBuffer())]
    },
    async names() {
      const names: string[] = []
      for await (const name of (await folder()).keys()) names.push(name)
      return names
    },
  }
}
