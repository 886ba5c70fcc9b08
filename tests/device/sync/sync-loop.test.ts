import { describe, expect, test } from 'vitest'
import type { Clock } from '#device/ports.ts'
import type { PassOutcome } from '#device/sync/pass-outcome.ts'
import { createSyncLoop } from '#device/sync/sync-loop.ts'
import { testDice } from '../../tools/phone-fixture.ts'

type Sleep = { readonly ms: number; end(): void; isOver: boolean }

/** After so long a pass is taken for hung. */
const HUNG_MS = 600_000

/** A clock whose sleeps last until the test ends them, or the loop does. */
function scriptedClock() {
  const sleeps: Sleep[] = []
  /** Those that only watch over a pass. */
  const watches: Sleep[] = []
  const clock: Clock = {
    now: () => new Date(0),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleep = { ms, end, isOver: false }
        ;(ms === HUNG_MS ? watches : sleeps).push(sleep)
        function end(): void {
          sleep.isOver = true
          resolve()
        }
        if (signal?.aborted) end()
        signal?.addEventListener('abort', end, { once: true })
      }),
  }
  return { clock, sleeps, watches }
}

/** Lets everything that can go on, go on. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

function loopWith(
  outcomes: (PassOutcome | Error)[],
  withLock?: <T>(work: () => Promise<T>) => Promise<T | undefined>,
) {
  const { clock, sleeps, watches } = scriptedClock()
  const state = { passes: 0, waits: 0, hold: undefined as Promise<void> | undefined }
  const loop = createSyncLoop({
    pass: async () => {
      state.passes += 1
      await state.hold
      const outcome = outcomes[Math.min(state.passes, outcomes.length) - 1] ?? { kind: 'done' }
      if (outcome instanceof Error) throw outcome
      return outcome
    },
    withLock: withLock ?? ((work) => work()),
    onWaiting: () => {
      state.waits += 1
    },
    clock,
    dice: testDice,
  })
  return { loop, sleeps, watches, state }
}

const hold = () => {
  let release = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  return { until, release }
}

describe('the sync loop', () => {
  test('rests after a pass that is done', async () => {
    const { loop, sleeps, state } = loopWith([{ kind: 'done' }])
    expect(loop.status()).toEqual({ phase: 'idle', last: undefined })
    loop.wake()
    expect(loop.status().phase).toBe('passing')
    await settled()
    expect(loop.status()).toEqual({ phase: 'idle', last: 'done' })
    expect([state.passes, sleeps.length]).toEqual([1, 0])
  })

  test('S4 retries without end, each wait drawn from a longer span', async () => {
    const { loop, sleeps, state } = loopWith([{ kind: 'offline' }])
    loop.wake()
    for (let n = 0; n < 12; n += 1) {
      await settled()
      sleeps.at(-1)?.end()
    }
    await settled()
    expect(state.passes).toBe(13)
    expect(sleeps.slice(0, 4).map(({ ms }) => ms)).toEqual([1000, 2000, 4000, 8000])
    expect(sleeps.at(-1)?.ms).toBe(150_000)
    loop.stop()
  })

  test('after a success the waits start over', async () => {
    const { loop, sleeps } = loopWith([
      { kind: 'offline' },
      { kind: 'offline' },
      { kind: 'done' },
      { kind: 'offline' },
    ])
    loop.wake()
    for (let n = 0; n < 2; n += 1) {
      await settled()
      sleeps.at(-1)?.end()
    }
    await settled()
    expect(loop.status()).toEqual({ phase: 'idle', last: 'done' })
    loop.wake()
    await settled()
    expect(sleeps.at(-1)?.ms).toBe(1000)
    loop.stop()
  })

  test('S4 Retry-After is honoured, though not for days', async () => {
    const { loop, sleeps } = loopWith([
      { kind: 'server-down', retryAfterMs: 90_000 },
      { kind: 'server-down', retryAfterMs: 40 * 24 * 3_600_000 },
    ])
    loop.wake()
    await settled()
    expect(sleeps[0]?.ms).toBe(90_000)
    sleeps[0]?.end()
    await settled()
    expect(sleeps[1]?.ms).toBe(3_600_000)
    loop.stop()
  })

  test('a wake during a pass brings another one after it, and only one', async () => {
    const { until, release } = hold()
    const { loop, state } = loopWith([{ kind: 'done' }])
    state.hold = until
    loop.wake()
    await settled()
    loop.wake()
    loop.wake()
    loop.wake()
    await settled()
    expect(state.passes).toBe(1)
    state.hold = undefined
    release()
    await settled()
    expect(state.passes).toBe(2)
    expect(loop.status().phase).toBe('idle')
  })

  test('a wake ends the waiting', async () => {
    const { loop, sleeps, state } = loopWith([{ kind: 'offline' }, { kind: 'done' }])
    loop.wake()
    await settled()
    expect(loop.status()).toEqual({ phase: 'waiting', last: 'offline' })
    loop.wake()
    await settled()
    expect(sleeps[0]?.isOver).toBe(true)
    expect(state.passes).toBe(2)
    expect(loop.status()).toEqual({ phase: 'idle', last: 'done' })
  })

  test('no wake is lost, at whatever moment it comes', async () => {
    for (let ticks = 0; ticks < 12; ticks += 1) {
      const { loop, state } = loopWith([{ kind: 'done' }])
      loop.wake()
      let isWoken = false
      const unsubscribe = loop.subscribe(() => {
        if (loop.status().phase !== 'idle' || isWoken) return
        isWoken = true
        void (async () => {
          for (let n = 0; n < ticks; n += 1) await undefined
          loop.wake()
        })()
      })
      await settled()
      unsubscribe()
      expect(state.passes, `${ticks} ticks after the pass`).toBe(2)
    }
  })

  test('signed out, handed over and too old: it rests until it is woken', async () => {
    for (const kind of ['signed-out', 'handed-over', 'app-too-old'] as const) {
      const { loop, sleeps, state } = loopWith([{ kind }])
      loop.wake()
      await settled()
      expect(loop.status()).toEqual({ phase: 'idle', last: kind })
      loop.wake()
      await settled()
      expect([state.passes, sleeps.length]).toEqual([2, 0])
    }
  })

  test('a pass that throws counts as a failure and is tried again', async () => {
    const { loop, sleeps, state } = loopWith([new Error('the disk went away'), { kind: 'done' }])
    loop.wake()
    await settled()
    expect(loop.status()).toEqual({ phase: 'waiting', last: 'server-down' })
    sleeps[0]?.end()
    await settled()
    expect(state.passes).toBe(2)
  })

  test('a pass that has more to send is followed by another at once, each under a lock of its own', async () => {
    let locks = 0
    const { loop, sleeps, state } = loopWith(
      [{ kind: 'offline' }, { kind: 'more' }, { kind: 'more' }, { kind: 'offline' }],
      (work) => {
        locks += 1
        return work()
      },
    )
    loop.wake()
    await settled()
    loop.wake()
    const phases = new Set<string>()
    loop.subscribe(() => phases.add(loop.status().phase))
    await settled()
    expect([state.passes, locks]).toEqual([4, 4])
    expect([...phases]).toEqual(['passing', 'waiting'])
    // And the way ahead being free, a failure after it is the first in a row.
    expect(sleeps.map(({ ms }) => ms)).toEqual([1000, 1000])
    loop.stop()
  })

  test('a pass that hangs for ever is left to itself, and another one begins', async () => {
    const { until } = hold()
    const { loop, sleeps, watches, state } = loopWith([{ kind: 'done' }])
    state.hold = until
    loop.wake()
    await settled()
    state.hold = undefined
    watches[0]?.end()
    await settled()
    expect(loop.status()).toEqual({ phase: 'waiting', last: 'server-down' })
    sleeps[0]?.end()
    await settled()
    expect(loop.status()).toEqual({ phase: 'idle', last: 'done' })
    expect(watches.every(({ isOver }) => isOver)).toBe(true)
  })

  test('S4 asks to be woken where a pass failed, and only there', async () => {
    const { loop, state } = loopWith([{ kind: 'done' }, { kind: 'offline' }, { kind: 'signed-out' }])
    for (const waits of [0, 1, 1]) {
      loop.wake()
      await settled()
      expect(state.waits).toBe(waits)
    }
  })

  test('while another tab has the lock it looks again soon', async () => {
    let isTaken = true
    const { loop, sleeps, state } = loopWith([{ kind: 'done' }], async (work) =>
      isTaken ? undefined : work(),
    )
    loop.wake()
    await settled()
    expect(loop.status()).toEqual({ phase: 'waiting', last: undefined })
    expect([state.passes, sleeps[0]?.ms]).toEqual([0, 10_000])
    isTaken = false
    sleeps[0]?.end()
    await settled()
    expect(state.passes).toBe(1)
  })

  test('S6 a lock that is never given back, as by a frozen tab, keeps nothing from being sent', async () => {
    const { loop, sleeps, state } = loopWith([{ kind: 'done' }], async () => undefined)
    loop.wake()
    for (let n = 0; n < 4; n += 1) {
      await settled()
      expect(state.passes).toBe(0)
      sleeps.at(-1)?.end()
    }
    await settled()
    expect(state.passes).toBe(1)
    expect(loop.status()).toEqual({ phase: 'idle', last: 'done' })
  })

  test('stops while waiting, while passing, and for good', async () => {
    const waiting = loopWith([{ kind: 'offline' }])
    waiting.loop.wake()
    await settled()
    waiting.loop.stop()
    await settled()
    expect([waiting.state.passes, waiting.sleeps[0]?.isOver]).toEqual([1, true])

    const { until, release } = hold()
    const passing = loopWith([{ kind: 'offline' }])
    passing.state.hold = until
    passing.loop.wake()
    await settled()
    passing.loop.wake()
    passing.loop.stop()
    release()
    await settled()
    passing.loop.wake()
    await settled()
    expect([passing.state.passes, passing.sleeps.length]).toEqual([1, 0])
  })

  test('tells of each change until nobody listens', async () => {
    const { loop } = loopWith([{ kind: 'done' }])
    const seen: string[] = []
    const unsubscribe = loop.subscribe(() => seen.push(loop.status().phase))
    loop.wake()
    await settled()
    unsubscribe()
    loop.wake()
    await settled()
    expect(seen).toEqual(['passing', 'idle'])
  })
})
