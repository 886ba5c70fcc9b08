/** What people did and were told, kept apart from every store: whatever the phones and the server say is held against it. */
import type { Entry } from '#domain/entry.ts'

/** One wish of a volunteer. Told that it failed, they try again: so it may come in several entries and must count once. */
export type Intention = {
  readonly number: number
  readonly phone: string
  /** The name on the form, one for each intention. */
  readonly name: string
  readonly kind: Entry['kind']
  /** The entry that a save gave back: from here on nothing may be lost. */
  saved: Entry['id'] | undefined
  /** Refused by the petition's rules for good. */
  readonly isSpoilt: boolean
}

export type Ledger = {
  readonly intentions: Intention[]
  /** Every entry that ever came to a store of a phone, by id. */
  readonly written: ReadonlyMap<string, Entry>
  /** The entries of which a screen said "saved". */
  readonly saved: ReadonlySet<string>
  /** Entries that were on their way when their phone's access was taken back: those may still count. */
  readonly underWay: Set<unknown>
  /** Entries that went with a torn file or a wiped database: one that was not called saved may be gone for good. */
  readonly struck: Set<string>
  intend(intention: Omit<Intention, 'number' | 'saved'>): Intention
  write(entry: Entry): void
  save(intention: Intention, id: Entry['id']): void
}

export function createLedger(): Ledger {
  const intentions: Intention[] = []
  const written = new Map<string, Entry>()
  const saved = new Set<string>()
  return {
    intentions,
    written,
    saved,
    underWay: new Set(),
    struck: new Set(),
    intend(given) {
      const intention = { ...given, number: intentions.length + 1, saved: undefined }
      intentions.push(intention)
      return intention
    },
    write: (entry) => void written.set(entry.id, entry),
    save(intention, id) {
      intention.saved = id
      saved.add(id)
    },
  }
}
