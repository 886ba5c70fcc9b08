/**
 * The real journal files over a disk in memory, for tests and simulations that
 * crash a phone at a chosen moment. The disk outlives the page: open new files
 * over the same one, as a start of the app does.
 */
import { FIRST_FILES, type FileDeed } from '#device/file-worker.ts'
import { createJournalFiles } from '#device/journal-files.ts'
import { FILE_HEAD, frameOf, readFrames } from '#device/journal-frames.ts'
import type { JournalFiles } from '#device/ports.ts'

/** The first `flushed` bytes are on the disk; of the others a crash keeps what it likes. */
type MemoryFile = { bytes: Uint8Array; flushed: number }

export type MemoryDisk = {
  /** By name, in the order of making. */
  readonly files: Map<string, MemoryFile>
  /** An empty battery: of each file's unflushed bytes the given part, at least 0 and less than 1, is kept. */
  crash(fraction: () => number): void
}

export function createMemoryDisk(): MemoryDisk {
  const files = new Map<string, MemoryFile>()
  return {
    files,
    crash(fraction) {
      for (const [name, { bytes, flushed }] of files) {
        const kept = flushed + Math.floor(fraction() * (bytes.length - flushed + 1))
        files.set(name, { bytes: bytes.slice(0, kept), flushed: kept })
      }
    },
  }
}

/** What goes wrong with an append. `hangs` never answers and writes nothing; `lands-late` does when `land` is called. */
export type AppendFault = 'fails' | 'is-cut' | 'not-flushed' | 'hangs' | 'lands-late'

export type MemoryJournalFiles = JournalFiles & {
  /** What hung with `lands-late` is written and flushed now, and answers. */
  land(): void
  /** The page is gone: another may have its files, and nothing of it lands any more. */
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
  const worker = createMemoryWorker(disk)
  const files = createJournalFiles(worker)
  let late: (() => void)[] = []

  return {
    ...files,
    append(record) {
      const wrong = fault()
      if (wrong === 'hangs') return new Promise(() => {})
      if (wrong === 'lands-late')
        return new Promise((resolve) => late.push(() => resolve(files.append(record))))
      if (wrong !== undefined) worker.spoilNext(wrong)
      return files.append(record)
    },
    read() {
      // Whoever hung has been replaced, and writes no more.
      late = []
      return files.read()
    },
    land() {
      for (const each of late) each()
      late = []
    },
    close() {
      worker.replace()
      late = []
    },
  }
}

function createMemoryWorker(disk: MemoryDisk) {
  const users = usersOf(disk)
  /** Files that have been looked at since they were locked. */
  const seen = new Set<string>()
  const me = Symbol('page')
  let spoilt: AppendFault | undefined

  function lock(name: string): MemoryFile {
    if ((users.get(name) ?? me) !== me)
      throw new DOMException('another page has it', 'NoModificationAllowedError')
    users.set(name, me)
    return disk.files.get(name) ?? made(name)
  }

  function made(name: string): MemoryFile {
    const file = { bytes: new Uint8Array(), flushed: 0 }
    disk.files.set(name, file)
    return file
  }

  function makeFirst(): void {
    for (const name of FIRST_FILES) if (!disk.files.has(name)) made(name)
  }

  /** As the real one: what stands behind the last good record goes first. */
  function look(name: string): MemoryFile {
    const file = lock(name)
    if (!seen.has(name)) {
      const { goodBytes } = readFrames(file.bytes)
      file.bytes = file.bytes.slice(0, goodBytes)
      file.flushed = Math.min(goodBytes, file.flushed)
      seen.add(name)
    }
    return file
  }

  function release(name: string): readonly string[] {
    seen.delete(name)
    if (users.get(name) === me) users.delete(name)
    return []
  }

  function append(name: string, texts: readonly string[]): readonly string[] {
    const wrong = spoilt
    spoilt = undefined
    if (wrong === 'fails') throw outOfRoom()
    const file = look(name)
    const frames = texts.map((text) => frameOf(new TextEncoder().encode(text)))
    const bytes = Buffer.concat(file.bytes.length === 0 ? [FILE_HEAD, ...frames] : frames)
    const part = wrong === 'is-cut' ? bytes.subarray(0, bytes.length >> 1) : bytes
    file.bytes = Uint8Array.from(Buffer.concat([file.bytes, part]))
    if (wrong === undefined) {
      file.flushed = file.bytes.length
      return []
    }
    release(name)
    throw outOfRoom()
  }

  const textsOf = ({ bytes }: MemoryFile) =>
    readFrames(bytes).payloads.map((payload) => new TextDecoder().decode(payload))

  const deeds: Record<FileDeed, (name: string, texts: readonly string[]) => readonly string[]> = {
    claim(_, without) {
      makeFirst()
      const bySize = [...disk.files].sort(([, a], [, b]) => a.bytes.length - b.bytes.length)
      const free = bySize.find(([name]) => !users.has(name) && !without.includes(name))
      const name = free?.[0] ?? String(disk.files.size)
      lock(name)
      return [name]
    },
    append,
    list() {
      makeFirst()
      return [...disk.files.keys()]
    },
    read: (name) => textsOf(disk.files.get(name) ?? made(name)),
    take: (name) => textsOf(look(name)),
    empty(name) {
      const file = look(name)
      file.bytes = new Uint8Array()
      file.flushed = 0
      return []
    },
    release,
  }

  return {
    async ask(does: FileDeed, name = '', texts: readonly string[] = []) {
      return deeds[does](name, texts)
    },
    replace() {
      for (const [name, user] of users) if (user === me) release(name)
    },
    spoilNext(wrong: AppendFault) {
      spoilt = wrong
    },
  }
}

const outOfRoom = () => new DOMException('no room', 'QuotaExceededError')

/** The files that some page has, by disk. */
const users = new WeakMap<MemoryDisk, Map<string, symbol>>()

function usersOf(disk: MemoryDisk): Map<string, symbol> {
  const known = users.get(disk) ?? new Map<string, symbol>()
  users.set(disk, known)
  return known
}
