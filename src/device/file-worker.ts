/** The worker that has the journal files, asked by the page, and replaced when it dies or does not answer. */
import type { Clock } from './ports.ts'
import { NoAnswer, STORAGE_ANSWERS_MS, within } from './within.ts'

/** There from the first start on: one for each tab that writes. A fifth tab gets one that is made for it. */
export const FIRST_FILES = ['0', '1', '2', '3']

/**
 * What the page asks:
 *
 *   claim     a file that nobody has, the emptiest; `texts` names those not to take. Gives its name
 *   append    to a claimed file; answers when it is flushed
 *   list      the files that there are, without a claimed one that has lost its name
 *   read      the records of any file
 *   take      the records of a file, which nobody else gets until it is released; fails while another tab has it
 *   empty     a file that was taken
 *   release   what was claimed or taken
 */
export type FileDeed = 'claim' | 'append' | 'list' | 'read' | 'take' | 'empty' | 'release'

export type FileCall = {
  readonly id: number
  readonly does: FileDeed
  readonly name: string
  readonly texts: readonly string[]
}

export type FileAnswer = {
  readonly id: number
  readonly value?: readonly string[]
  /** The name of what was thrown. */
  readonly failure?: string
}

export type FileWorker = {
  /** Rejects with `NoAnswer` when the worker hung or died; the next call starts another. */
  ask(does: FileDeed, name?: string, texts?: readonly string[]): Promise<readonly string[]>
  /** With all that it has open. */
  replace(): void
}

/** Undefined where the browser has no file system of its own for this page: an old one, or a private window. */
export async function openFileWorker(clock: Clock): Promise<FileWorker | undefined> {
  try {
    await within(clock, STORAGE_ANSWERS_MS, navigator.storage.getDirectory())
  } catch {
    return undefined
  }
  return createFileWorker(
    clock,
    () => new Worker(new URL('./journal-worker.ts', import.meta.url), { type: 'module' }),
  )
}

/** No worker gives this name: it went before it could answer. */
const LOST = 'worker lost'

type Line = {
  readonly worker: Worker
  readonly waiting: Map<number, (answer: Omit<FileAnswer, 'id'>) => void>
}

export function createFileWorker(clock: Clock, startWorker: () => Worker): FileWorker {
  let line: Line | undefined
  let lastId = 0

  function lineNow(): Line {
    if (line !== undefined) return line
    const worker = startWorker()
    const opened: Line = { worker, waiting: new Map() }
    worker.onmessage = ({ data }: MessageEvent<FileAnswer>) => opened.waiting.get(data.id)?.(data)
    worker.onerror = () => lose(opened)
    line = opened
    return opened
  }

  function lose(lost: Line | undefined): void {
    if (lost === undefined || line !== lost) return
    line = undefined
    lost.worker.terminate()
    for (const answer of lost.waiting.values()) answer({ failure: LOST })
  }

  return {
    async ask(does, name = '', texts = []) {
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
    },

    replace: () => lose(line),
  }
}
