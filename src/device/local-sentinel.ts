/** The sentinel over localStorage: two lines that outlive the database and the files, in most of their accidents. */
import * as z from 'zod/mini'
import { EntryId } from '#domain/ids.ts'
import { Incident } from '#wire/phone-report.ts'
import type { Sentinel } from './ports.ts'

const KEY = 'petition-pack'

const Note = z.object({
  install: z.string(),
  unsent: z.int(),
  doubts: z.array(EntryId),
  incidents: z.array(Incident),
})

export const localSentinel: Sentinel = {
  read() {
    try {
      const note = Note.safeParse(JSON.parse(localStorage.getItem(KEY) ?? ''))
      return note.success ? note.data : undefined
    } catch {
      return undefined
    }
  },
  write(note) {
    try {
      localStorage.setItem(KEY, JSON.stringify(note))
    } catch {
      // A browser that refuses this one still has the other two.
    }
  },
}
