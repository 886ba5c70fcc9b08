/**
 * The one place that guards the calls to the database. A connection that died
 * (a phone that slept, a disk that was full) is opened again and the call made
 * once more; one that never answers ends with `NoAnswer`.
 */
import type { Clock, PhoneStore } from './ports.ts'
import { NoAnswer, STORAGE_ANSWERS_MS, within } from './within.ts'

/** A pull may bring ten thousand doors to a slow phone. */
const CALL_MS = 30_000

/** Names of what browsers and Dexie throw when the connection is gone, not when a write was refused. */
const DEAD = ['UnknownError', 'InvalidStateError', 'DatabaseClosedError', 'OpenFailedError', 'NotFoundError']

type GuardParts = {
  readonly clock: Clock
  /** Closes, opens, and looks whether it is still the store of before. */
  readonly reopen: () => Promise<unknown>
}

export function guardStore(store: PhoneStore, { clock, reopen }: GuardParts): PhoneStore {
  const guarded =
    (name: string | symbol, call: (...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]): Promise<unknown> => {
      const isSave = name === 'addEntry'
      // Whoever saves has a limit of their own.
      const once = () => (isSave ? call(...args) : within(clock, CALL_MS, call(...args)))
      const isOver = new AbortController()
      let isLate = false
      if (isSave) {
        void clock.sleep(STORAGE_ANSWERS_MS, isOver.signal).then(() => {
          isLate = true
        })
      }
      try {
        return await once()
      } catch (error) {
        if (!isDead(error)) throw error
        await reopen()
        // It has been called not saved by now: written again, it would come behind whoever looks whether it landed.
        if (isLate) throw error
        return await once()
      } finally {
        isOver.abort()
      }
    }
  return new Proxy(store, {
    get(target, name) {
      const call = Reflect.get(target, name)
      // A proxy that has a `then` would be taken for a promise.
      return typeof call === 'function' ? guarded(name, call) : call
    },
  })
}

const isDead = (error: unknown) =>
  error instanceof NoAnswer || (error instanceof Error && DEAD.includes(error.name))
