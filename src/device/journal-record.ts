/** What a record of a journal file says, and whether it can be believed. */
import * as z from 'zod/mini'
import { fromBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { Entry } from '#domain/entry.ts'
import type { JournalRecord, WholeEntry } from './ports.ts'

const Stored = z.object({ entry: Entry, savedAt: z.int() })

export const recordToText = ({ entry, savedAt }: JournalRecord): string => JSON.stringify({ entry, savedAt })

/** Undefined for a record that this version can't read, or that is not what its entry's hash says. */
export async function textToRecord(text: string): Promise<JournalRecord | undefined> {
  const stored = Stored.safeParse(jsonOrUndefined(text))
  return stored.success && (await isIntact(stored.data.entry)) ? stored.data : undefined
}

/** Whether an entry is what its hash says: for a copy that came back from a disk or a file. */
export async function isIntact(entry: Entry): Promise<boolean> {
  const { nonce, sealed, hash, ...clear } = entry
  const actual = await entryHash(associatedDataOf(clear), fromBase64url(nonce), fromBase64url(sealed))
  return actual === hash
}

/** As the database keeps it until a receipt says more. */
export const keptOf = ({ entry, savedAt }: JournalRecord): WholeEntry => ({
  id: entry.id,
  petition: entry.petition,
  run: entry.run,
  seq: entry.seq,
  entry,
  state: 'unsent',
  savedAt,
})

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
