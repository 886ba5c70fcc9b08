import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WholeEntry } from '#device/ports.ts'
import { type Drained, drain } from '#device/sync/drain.ts'
import { keptWith } from '../../tools/kept-entries.ts'

const kept = Array.from({ length: 120 }, () => keptWith())
const lot = (seed: number) => () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}

type Weather = {
  readonly poisoned: ReadonlySet<WholeEntry>
  /** Entries to a push. */
  readonly size: number
  readonly lanes: number
  readonly seed: number
  readonly isTimeUp?: () => boolean
}

/** A phone with those entries and a server that breaks over some of them. */
function phoneWith({ poisoned, size, lanes, seed, isTimeUp = () => false }: Weather) {
  const held = new Set<WholeEntry>()
  const underWay = new Set<string>()
  const fraction = lot(seed)
  const seen = { pushes: 0, most: 0, twice: 0 }

  async function send(push: readonly WholeEntry[]): Promise<readonly WholeEntry[]> {
    seen.pushes += 1
    for (const { id } of push) if (underWay.has(id)) seen.twice += 1
    for (const { id } of push) underWay.add(id)
    seen.most = Math.max(seen.most, underWay.size)
    for (let n = Math.floor(fraction() * 6); n > 0; n -= 1) await undefined
    for (const { id } of push) underWay.delete(id)
    if (push.some((each) => poisoned.has(each))) return push
    for (const each of push) held.add(each)
    return []
  }

  const pass = (): Promise<Drained> =>
    drain({
      take: async ({ without }) =>
        kept.filter((each) => !held.has(each) && !without.has(each.id)).slice(0, size),
      send,
      lanes,
      isTimeUp,
      dice: { fraction },
    })
  return { held, seen, pass }
}

const aWeather = fc.record({
  poisoned: fc.uniqueArray(fc.constantFrom(...kept), { maxLength: 15 }).map((some) => new Set(some)),
  size: fc.integer({ min: 1, max: 50 }),
  lanes: fc.constantFrom(1, 2, 3),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
})

describe('sending until none is left', () => {
  test('S3 poisoned entries, any of them and anywhere, delay nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(aWeather, async (weather) => {
        const { held, seen, pass } = phoneWith(weather)
        for (let passes = 0; passes < 15; passes += 1) await pass()
        expect(kept.filter((each) => !held.has(each))).toEqual(
          kept.filter((each) => weather.poisoned.has(each)),
        )
        expect(seen.twice).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  test('says how many are left, and whether pushes were under way at the same time', async () => {
    const [bad] = kept
    const poisoned = new Set(bad === undefined ? [] : [bad])
    const two = phoneWith({ poisoned, size: 50, lanes: 2, seed: 1 })
    expect(await two.pass()).toEqual({ left: 1, haveOverlapped: true })
    const one = phoneWith({ poisoned: new Set(), size: 200, lanes: 2, seed: 1 })
    expect(await one.pass()).toEqual({ left: 0, haveOverlapped: false })
  })

  test('a server in trouble is asked a dozen times, not about each entry and not twice as often for two', async () => {
    for (const lanes of [1, 2]) {
      const { seen, pass } = phoneWith({ poisoned: new Set(kept), size: 50, lanes, seed: 7 })
      expect((await pass()).left).toBeGreaterThan(0)
      expect(seen.pushes).toBeLessThan(16)
    }
  })

  test('begins nothing more when the time is up', async () => {
    const { held, seen, pass } = phoneWith({
      poisoned: new Set(),
      size: 10,
      lanes: 2,
      seed: 3,
      isTimeUp: () => seen.pushes >= 4,
    })
    expect(await pass()).toMatchObject({ left: 0 })
    expect([seen.pushes, held.size]).toEqual([4, 40])
  })
})
