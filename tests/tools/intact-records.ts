/** Records whose entries are what their hashes say, as a journal file gives them back. */
import { randomUUID } from 'node:crypto'
import type { JournalFiles, JournalRecord } from '#device/ports.ts'
import { fromBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { Entry } from '#domain/entry.ts'
import { RunId } from '#domain/ids.ts'
import { keptWith } from './kept-entries.ts'

export const newRun = (): RunId => RunId.parse(randomUUID())

export async function recordWith(changes: Partial<Entry> = {}): Promise<JournalRecord> {
  const { entry, savedAt } = keptWith(changes)
  const { nonce, sealed, hash: _, ...clear } = entry
  const hash = await entryHash(associatedDataOf(clear), fromBase64url(nonce), fromBase64url(sealed))
  return { entry: Entry.parse({ ...entry, hash }), savedAt }
}

/** So many entries of one run, numbered from 1. */
export function recordsOf(run: RunId, count: number): Promise<JournalRecord[]> {
  return Promise.all(Array.from({ length: count }, (_, place) => recordWith({ run, seq: place + 1 })))
}

export const runsIn = async (files: JournalFiles): Promise<RunId[]> =>
  (await files.runs()).map(({ run }) => run)
