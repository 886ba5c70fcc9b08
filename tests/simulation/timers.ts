/** The one clock of the world. Only the simulation moves it. */
type Timer = { readonly at: number; readonly order: number; readonly fire: () => void }

export type Timers = {
  now(): number
  /** Calls back once the time has come; gives the function that forgets it. */
  at(time: number, fire: () => void): () => void
  /** Moves the clock, and fires what is due on the way in the order of time. */
  advance(ms: number): void
  /** How long until the next is due. */
  untilNext(): number | undefined
}

export function createTimers(start: number): Timers {
  let now = start
  let order = 0
  const waiting = new Set<Timer>()

  function earliest(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of waiting) {
      const isEarlier = first === undefined || timer.at < first.at
      if (isEarlier || (timer.at === first?.at && timer.order < first.order)) first = timer
    }
    return first
  }

  return {
    now: () => now,
    at(time, fire) {
      order += 1
      const timer = { at: time, order, fire }
      waiting.add(timer)
      return () => waiting.delete(timer)
    },
    advance(ms) {
      const until = now + ms
      for (let next = earliest(); next !== undefined && next.at <= until; next = earliest()) {
        waiting.delete(next)
        now = Math.max(now, next.at)
        next.fire()
      }
      now = until
    },
    untilNext() {
      const next = earliest()
      return next === undefined ? undefined : Math.max(0, next.at - now)
    },
  }
}
