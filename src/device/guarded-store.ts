/**
 * The one place that guards the calls to the database. A connection that died
 * (a phone that slept, a disk that was full) is opened again and the call made
 * once more; one that never answers ends with `NoAnswer`.
 */
import type { Clock, PhoneStore } from './ports.ts'
import { NoAnswer, within } from './within.ts'

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
  const guard =
    <Args extends unknown[], Result>(
      call: (...args: Args) => Promise<Result>,
      limit = (work: Promise<Result>) => within(clock, CALL_MS, work),
    ) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await limit(call(...args))
      } catch (error) {
        if (!isDead(error)) throw error
        await reopen()
        return limit(call(...args))
      }
    }

  return {
    // Whoever saves has a limit of their own.
    addEntry: guard(store.addEntry, (work) => work),
    bringBack: guard(store.bringBack),
    find: guard(store.find),
    unsent: guard(store.unsent),
    deferred: guard(store.deferred),
    unsentByStreet: guard(store.unsentByStreet),
    syncState: guard(store.syncState),
    applyHello: guard(store.applyHello),
    applyPush: guard(store.applyPush),
    applyReceipts: guard(store.applyReceipts),
    applyPull: guard(store.applyPull),
    settledRuns: guard(store.settledRuns),
    check: guard(store.check),
  }
}

const isDead = (error: unknown) =>
  error instanceof NoAnswer || (error instanceof Error && DEAD.includes(error.name))
