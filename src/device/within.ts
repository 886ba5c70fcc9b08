import type { Clock } from './ports.ts'

/** A call to a storage that has not answered in time. It may still do what it was asked to, later. */
export class NoAnswer extends Error {}

/** So long the phone waits for its storage: some browsers never answer when theirs is broken. */
export const STORAGE_ANSWERS_MS = 4_000

export async function within<T>(clock: Clock, ms: number, work: PromiseLike<T>): Promise<T> {
  const isOver = new AbortController()
  const late = clock.sleep(ms, isOver.signal).then((): never => {
    throw new NoAnswer(`no answer in ${ms} ms`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    isOver.abort()
  }
}
