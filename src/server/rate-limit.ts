/**
 * Token buckets for guessing codes: 40 bits hold only while nobody may try
 * many. One bucket per address, one for all addresses together. In memory: a
 * restart refills them, which gives a guesser nothing worth having.
 */
export type RateLimit = {
  /** Takes one attempt; false when there is none left. */
  take(key: string, now: number): boolean
}

type Bucket = { left: number; at: number }

const MAX_KEYS = 10_000

export function createRateLimit({ burst, everyMs }: { burst: number; everyMs: number }): RateLimit {
  const buckets = new Map<string, Bucket>()
  return {
    take(key, now) {
      const before = buckets.get(key) ?? { left: burst, at: now }
      // A clock that is set back must not lock anybody out until it has caught up.
      const left = Math.min(burst, before.left + Math.max(0, now - before.at) / everyMs)
      if (buckets.size >= MAX_KEYS && !buckets.has(key)) buckets.clear()
      buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now })
      return left >= 1
    },
  }
}
