/**
 * Runs passes, one at a time, for as long as the app is open. Retries never
 * stop (S4); a lock keeps two tabs from doing the same work, and nothing
 * depends on it (S6).
 *
 *            wake                 done, signed-out, handed-over, app-too-old
 *   idle ────────────▶ passing ───────────────▶ idle
 *                       │   ▲ └─┐
 *                       │   │   │ more
 *                       ▼   │ ◀─┘
 *                      waiting (offline, server-down: back-off) until a wake, or the wait is over
 */
import type { Clock, Dice } from '../ports.ts'
import { within } from '../within.ts'
import { backOffMs } from './back-off.ts'
import type { PassOutcome } from './pass-outcome.ts'

export type SyncStatus = {
  readonly phase: 'idle' | 'passing' | 'waiting'
  /** How the last pass ended; undefined before the first. */
  readonly last: Exclude<PassOutcome['kind'], 'more'> | undefined
}

export type SyncLoop = {
  /** Ask for a pass now: after a save, when the network or the screen comes back, or at the volunteer's wish. */
  wake(): void
  status(): SyncStatus
  /** Calls back after each change of the status; gives the function that ends it. */
  subscribe(listener: () => void): () => void
  stop(): void
}

type LoopParts = {
  readonly pass: () => Promise<PassOutcome>
  /** Runs the work unless another tab is at it; gives undefined then. */
  readonly withLock: <T>(work: () => Promise<T>) => Promise<T | undefined>
  /** A pass failed: whoever can may wake the loop when there is a network again. */
  readonly onWaiting?: (() => void) | undefined
  readonly clock: Clock
  readonly dice: Dice
}

/** Where another tab holds the lock it is at work for us; look again soon, because a frozen tab keeps its lock. */
const LOCKED_RETRY_MS = 10_000
/** After so many looks the other tab is taken for frozen: a pass beside it costs some work and spoils nothing (S6). */
const LOCKED_RETRIES = 4
/** Retry-After is honoured up to here; whoever asks for more has made a mistake. */
const MAX_RETRY_AFTER_MS = 60 * 60 * 1000
/**
 * Each step of a pass has a limit of its own; this one is for the browser whose storage hangs for ever. The pass is
 * left to itself then: should it wake up, it spoils nothing (S6).
 */
const HUNG_MS = 10 * 60 * 1000

export function createSyncLoop({ pass, withLock, onWaiting, clock, dice }: LoopParts): SyncLoop {
  const listeners = new Set<() => void>()
  let status: SyncStatus = { phase: 'idle', last: undefined }
  let wanted = false
  let isRunning = false
  let isStopped = false
  let failures = 0
  let lockedOut = 0
  let nap = new AbortController()

  function become(next: SyncStatus): void {
    status = next
    for (const listener of listeners) listener()
  }

  async function run(): Promise<void> {
    while (wanted && !isStopped) {
      wanted = false
      become({ ...status, phase: 'passing' })
      const outcome = await tryPass()
      if (isStopped) return
      if (outcome?.kind === 'more') {
        failures = 0
        wanted = true
        continue
      }
      const waitMs = nextWaitMs(outcome)
      become({ phase: waitMs === undefined ? 'idle' : 'waiting', last: outcome?.kind ?? status.last })
      if (waitMs !== undefined && outcome !== undefined) onWaiting?.()
      if (waitMs === undefined || wanted) continue
      nap = new AbortController()
      await clock.sleep(waitMs, nap.signal)
      wanted = true
    }
  }

  async function tryPass(): Promise<PassOutcome | undefined> {
    try {
      const outcome = await (lockedOut < LOCKED_RETRIES ? withLock(boundedPass) : boundedPass())
      lockedOut = outcome === undefined ? lockedOut + 1 : 0
      return outcome
    } catch {
      return { kind: 'server-down' }
    }
  }

  const boundedPass = () => within(clock, HUNG_MS, pass())

  function nextWaitMs(outcome: PassOutcome | undefined): number | undefined {
    if (outcome === undefined) return LOCKED_RETRY_MS
    if (outcome.kind === 'offline' || outcome.kind === 'server-down') {
      failures += 1
      const retryAfterMs = outcome.kind === 'server-down' ? (outcome.retryAfterMs ?? 0) : 0
      return Math.max(Math.min(retryAfterMs, MAX_RETRY_AFTER_MS), backOffMs(failures, dice.fraction()))
    }
    failures = 0
    return undefined
  }

  function start(): void {
    if (isRunning) return
    isRunning = true
    void run().finally(() => {
      isRunning = false
      // Somebody may have asked for a pass between the last look and here.
      if (wanted && !isStopped) start()
    })
  }

  return {
    wake() {
      if (isStopped) return
      wanted = true
      nap.abort()
      start()
    },
    status: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      isStopped = true
      nap.abort()
    },
  }
}
