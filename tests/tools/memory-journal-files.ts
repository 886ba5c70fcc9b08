/**
 * Journal files in memory, through the real codec, for tests and simulations
 * that crash a phone at a chosen moment. The disk outlives the page: open new
 * files over the same one, as a start of the app does.
 */

import { FILE_HEAD, frameOf, readFrames } from '#device/journal-frames.ts'
import { recordToText, textToRecord } from '#device/journal-record.ts'
import type { JournalFiles, JournalRecord } from '#device/ports.ts'
import type { EntryId, RunId } from '#domain/ids.ts'

/** The first `flushed` bytes are on the disk; of the others a crash keeps what it likes. */
type MemoryFile = { bytes: Uint8Array; flushed: number }

export type MemoryDisk = {
  readonly files: Map<RunId, MemoryFile>
  /** An empty battery: of each file's unflushed bytes the given part, at least 0 and less than 1, is kept. */
  crash(fraction: () => number): void
}

export function createMemoryDisk(): MemoryDisk {
  const files = new Map<RunId, MemoryFile>()
  return {
    files,
    crash(fraction) {
      for (const [run, { bytes, flushed }] of files) {
        const kept = flushed + Math.floor(fraction() * (bytes.length - flushed + 1))
        files.set(run, { bytes: bytes.slice(0, kept), flushed: kept })
      }
    },
  }
}

/** What goes wrong with an append. `hangs` never answers and writes nothing; `lands-late` does when `land` is called. */
export type AppendFault = 'fails' | 'is-cut' | 'not-flushed' | 'hangs' | 'lands-late'

export type MemoryJournalFiles = JournalFiles & {
  /** What hung with `lands-late` is written and flushed now, and answers. */
  land(): void
  /** The page is gone: its files may be removed by another, and nothing of it lands any more. */
  close(): void
}

type Options = {
  /** Asked at each append. */
  readonly fault?: () => AppendFault | undefined
}

export function createMemoryJournalFiles(
  disk: MemoryDisk,
  { fault = () => undefined }: Options = {},
): MemoryJournalFiles {
  const inUse = usersOf(disk)
  const own = new Set<RunId>()
  let late: (() => void)[] = []

  /** As the worker does when it opens a file: what stands behind the last good record goes first. */
  function opened(run: RunId): MemoryFile {
    const known = disk.files.get(run)
    if (known !== undefined && own.has(run)) return known
    const bytes = known?.bytes ?? new Uint8Array()
    const good = readFrames(bytes).goodBytes
    const file = { bytes: bytes.slice(0, good), flushed: Math.min(good, known?.flushed ?? 0) }
    disk.files.set(run, file)
    own.add(run)
    inUse.add(run)
    return file
  }

  function write(record: JournalRecord, wrong?: AppendFault): void {
    const file = opened(record.entry.run)
    const frame = frameOf(new TextEncoder().encode(recordToText(record)))
    const bytes = file.bytes.length === 0 ? Uint8Array.of(...FILE_HEAD, ...frame) : frame
    const part = wrong === 'is-cut' ? bytes.subarray(0, bytes.length >> 1) : bytes
    const grown = new Uint8Array(file.bytes.length + part.length)
    grown.set(file.bytes)
    grown.set(part, file.bytes.length)
    file.bytes = grown
    if (wrong === undefined) file.flushed = grown.length
  }

  return {
    async append(record) {
      const wrong = fault()
      if (wrong === 'hangs' || wrong === 'lands-late') {
        return new Promise((resolve) => {
          if (wrong === 'lands-late')
            late.push(() => {
              write(record)
              resolve()
            })
        })
      }
      if (wrong !== 'fails') write(record, wrong)
      if (wrong === undefined) return
      // The next append looks at the file afresh.
      own.delete(record.entry.run)
      throw new DOMException('no room', 'QuotaExceededError')
    },

    async read() {
      // Whoever hung has been replaced, and writes no more.
      late = []
      const records = new Map<EntryId, JournalRecord>()
      for (const { bytes } of disk.files.values()) {
        for (const payload of readFrames(bytes).payloads) {
          const record = await textToRecord(new TextDecoder().decode(payload))
          if (record) records.set(record.entry.id, record)
        }
      }
      return [...records.values()]
    },

    runs: async () => [...disk.files.keys()],

    async remove(runs, evenOwn) {
      if (evenOwn) for (const run of runs) if (own.delete(run)) inUse.delete(run)
      for (const run of runs) if (!inUse.has(run)) disk.files.delete(run)
    },

    land() {
      for (const each of late) each()
      late = []
    },

    close() {
      for (const run of own) inUse.delete(run)
      late = []
    },
  }
}

/** The runs whose file some page has open, by disk. */
const users = new WeakMap<MemoryDisk, Set<RunId>>()

function usersOf(disk: MemoryDisk): Set<RunId> {
  const known = users.get(disk) ?? new Set()
  users.set(disk, known)
  return known
}
