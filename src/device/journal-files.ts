/**
 * The journal files as the page sees them: it asks a worker, which it replaces
 * when it dies or does not answer. One append is on its way for each run; those
 * that come meanwhile go together in the next, with one flush for all.
 */
import { type EntryId, RunId } from '#domain/ids.ts'
import { recordToText, textToRecord } from './journal-record.ts'
import type { Clock, JournalFiles, JournalRecord } from './ports.ts'
import { NoAnswer, STORAGE_ANSWERS_MS, within } from './within.ts'

/** What the page asks of the worker. */
export type FileCall = { readonly id: number } & FileDeed

type FileDeed = {
  readonly does: 'append' | 'read' | 'list' | 'remove'
  readonly name: string
  readonly texts: readonly string[]
}

export type FileAnswer = {
  readonly id: number
  readonly value?: readonly string[]
  /** The name of what was thrown. */
  readonly failure?: string
}

/** Undefined where the browser has no file system of its own for this page: an old one, or a private window. */
export async function openJournalFiles(clock: Clock): Promise<JournalFiles | undefined> {
  try {
    await within(clock, STORAGE_ANSWERS_MS, navigator.storage.getDirectory())
  } catch {
    return undefined
  }
  return createJournalFiles(
    clock,
    () => new Worker(new URL('./journal-worker.ts', import.meta.url), { type: 'module' }),
  )
}

/** No worker gives this name: it went before it could answer. */
const LOST = 'worker lost'
/** So many records are flushed together at most. */
const MAX_GROUP = 256

type Line = {
  readonly worker: Worker
  readonly waiting: Map<number, (answer: Omit<FileAnswer, 'id'>) => void>
}

type Waiting = { readonly text: string; resolve(): void; reject(error: unknown): void }

export function createJournalFiles(clock: Clock, startWorker: () => Worker): JournalFiles {
  const queues = new Map<RunId, Waiting[]>()
  /** Files that the worker has open. */
  const own = new Set<string>()
  let line: Line | undefined
  let lastId = 0
  let losses = 0

  function lineNow(): Line {
    if (line !== undefined) return line
    const worker = startWorker()
    const opened: Line = { worker, waiting: new Map() }
    worker.onmessage = ({ data }: MessageEvent<FileAnswer>) => opened.waiting.get(data.id)?.(data)
    worker.onerror = () => lose(opened)
    line = opened
    return opened
  }

  function lose(lost: Line): void {
    if (line !== lost) return
    line = undefined
    losses += 1
    own.clear()
    lost.worker.terminate()
    for (const answer of lost.waiting.values()) answer({ failure: LOST })
  }

  async function ask(does: FileDeed['does'], name = '', texts: readonly string[] = []) {
    const asked = lineNow()
    lastId += 1
    const id = lastId
    const answered = new Promise<Omit<FileAnswer, 'id'>>((resolve) => {
      asked.waiting.set(id, resolve)
    })
    asked.worker.postMessage({ id, does, name, texts } satisfies FileCall)
    try {
      const { value, failure } = await within(clock, STORAGE_ANSWERS_MS, answered)
      if (failure === LOST) throw new NoAnswer(failure)
      if (failure) throw new DOMException(does, failure)
      return value ?? []
    } catch (error) {
      if (error instanceof NoAnswer) lose(asked)
      throw error
    } finally {
      asked.waiting.delete(id)
    }
  }

  /** The file of a worker that hangs may still be locked, and written to later: its successor takes another. */
  const nameOf = (run: RunId) => (losses === 0 ? run : `${run}.${losses}`)

  async function drain(run: RunId, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const group = queue.splice(0, MAX_GROUP)
      try {
        const texts = group.map(({ text }) => text)
        const name = nameOf(run)
        await ask('append', name, texts)
        own.add(name)
        for (const each of group) each.resolve()
      } catch (error) {
        for (const each of group) each.reject(error)
      }
    }
    queues.delete(run)
  }

  async function names() {
    const listed = await ask('list')
    // Somebody has cleared the storage: what is written to a file without a name is nowhere.
    if (line !== undefined && [...own].some((name) => !listed.includes(name))) lose(line)
    return listed.flatMap((name) => {
      const run = RunId.safeParse(name.split('.')[0])
      return run.success ? [{ name, run: run.data }] : []
    })
  }

  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        const { run } = record.entry
        const queue = queues.get(run)
        const waiting = { text: recordToText(record), resolve, reject }
        if (queue) queue.push(waiting)
        else {
          const fresh = [waiting]
          queues.set(run, fresh)
          void drain(run, fresh)
        }
      }),

    async read() {
      const records = new Map<EntryId, JournalRecord>()
      for (const { name } of await names()) {
        // One after another: thousands at once would hold up the screen.
        for (const text of await ask('read', name)) {
          const record = await textToRecord(text)
          if (record) records.set(record.entry.id, record)
        }
      }
      return [...records.values()]
    },

    runs: async () => [...new Set((await names()).map(({ run }) => run))],

    async remove(runs, evenOwn) {
      for (const { name, run } of await names()) {
        if (!runs.includes(run) || (own.has(name) && !evenOwn)) continue
        // One that another tab has open refuses.
        await ask('remove', name).then(
          () => own.delete(name),
          () => false,
        )
      }
    },
  }
}
