/**
 * The journal files as the page sees them. It writes to one file, which no
 * other tab has meanwhile: its own. One append is on its way at a time; those
 * that come meanwhile go together in the next, with one flush for all.
 */
import * as z from 'zod/mini'
import { type EntryId, RunId } from '#domain/ids.ts'
import { type FileWorker, openFileWorker } from './file-worker.ts'
import { recordToText, textToRecord } from './journal-record.ts'
import type { Clock, JournalFiles, JournalRecord, RunUpTo } from './ports.ts'
import { NoAnswer } from './within.ts'

/** So many records are flushed together at most. */
const MAX_GROUP = 256

type Waiting = { readonly text: string; resolve(): void; reject(error: unknown): void }

/** Undefined where the browser has no place for them. */
export async function openJournalFiles(clock: Clock): Promise<JournalFiles | undefined> {
  const worker = await openFileWorker(clock)
  return worker && createJournalFiles(worker)
}

export function createJournalFiles(worker: FileWorker): JournalFiles {
  const queue: Waiting[] = []
  let draining: Promise<void> | undefined
  let own: string | undefined
  /** A worker that hangs may still write to its file, later: its successor takes another. */
  const shunned = new Set<string>()

  async function write(texts: readonly string[]): Promise<void> {
    own ??= (await worker.ask('claim', '', [...shunned]))[0] ?? ''
    const name = own
    try {
      await worker.ask('append', name, texts)
    } catch (error) {
      const isHung = error instanceof NoAnswer
      if (isHung) shunned.add(name)
      if (own === name && (isHung || isTaken(error))) own = undefined
      throw error
    }
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const group = queue.splice(0, MAX_GROUP)
      try {
        await write(group.map(({ text }) => text))
        for (const each of group) each.resolve()
      } catch (error) {
        for (const each of group) each.reject(error)
      }
    }
    draining = undefined
  }

  const append = (text: string) =>
    new Promise<void>((resolve, reject) => {
      queue.push({ text, resolve, reject })
      draining ??= drain()
    })

  async function names(): Promise<readonly string[]> {
    const listed = await worker.ask('list')
    // Somebody has cleared the storage: what is written to a file without a name is nowhere.
    if (own !== undefined && !listed.includes(own)) {
      worker.replace()
      own = undefined
    }
    return listed
  }

  /** One after another: thousands at once would hold up the screen. */
  async function eachText(see: (text: string) => unknown): Promise<void> {
    for (const name of await names()) for (const text of await worker.ask('read', name)) await see(text)
  }

  /** What others need of the file is in the own one, on the disk, before it goes here. */
  async function empty(name: string, runs: readonly RunId[]): Promise<void> {
    const wasOwn = name === own
    if (wasOwn) {
      own = undefined
      shunned.add(name)
      await draining
    }
    try {
      const texts = await worker.ask('take', name)
      const needed = texts.filter((text) => !isOf(runs, text))
      if (needed.length === texts.length) return
      await Promise.all(needed.map(append))
      await worker.ask('empty', name)
    } finally {
      if (wasOwn) shunned.delete(name)
      await worker.ask('release', name)
    }
  }

  return {
    append: (record) => append(recordToText(record)),

    async read() {
      const records = new Map<EntryId, JournalRecord>()
      await eachText(async (text) => {
        const record = await textToRecord(text)
        if (record) records.set(record.entry.id, record)
      })
      return [...records.values()]
    },

    async runs() {
      const runs = new Map<RunId, number>()
      await eachText((text) => {
        const found = placeOf(text)
        if (found) runs.set(found.run, Math.max(found.seq, runs.get(found.run) ?? 0))
      })
      return [...runs].map(([run, seq]) => ({ run, seq }))
    },

    async remove(runs, evenOwn) {
      if (runs.length === 0) return
      for (const name of await names()) {
        if (name === own && !evenOwn) continue
        // One that another tab has refuses.
        await empty(name, runs).catch(() => undefined)
      }
    },
  }
}

/** A worker that was replaced has not let go of it yet. */
const isTaken = (error: unknown) =>
  error instanceof DOMException && error.name === 'NoModificationAllowedError'

const Placed = z.object({ entry: z.object({ run: RunId, seq: z.int() }) })

/** Undefined for what this version can't read: it stays. */
function placeOf(text: string): RunUpTo | undefined {
  try {
    return Placed.parse(JSON.parse(text)).entry
  } catch {
    return undefined
  }
}

function isOf(runs: readonly RunId[], text: string): boolean {
  const found = placeOf(text)
  return found !== undefined && runs.includes(found.run)
}
