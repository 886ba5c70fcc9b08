import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retryAfterMsOf } from '#device/browser-effects.ts'
import { backOffMs } from '#device/sync/back-off.ts'

const aFraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('S4 the wait before a retry', () => {
  test('lies anywhere between nothing and 2 s doubled with each failure, up to 5 minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), aFraction, (failures, fraction) => {
        const ceiling = Math.min(300_000, 2000 * 2 ** (failures - 1))
        const wait = backOffMs(failures, fraction)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(ceiling)
        expect(Math.abs(wait - fraction * ceiling)).toBeLessThanOrEqual(0.5)
      }),
    )
  })

  test('grows to its ceiling and stays there', () => {
    expect([1, 2, 3, 7, 8, 9, 1000].map((failures) => backOffMs(failures, 0.5))).toEqual([
      1000, 2000, 4000, 64_000, 128_000, 150_000, 150_000,
    ])
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-11-22T10:00:00Z')

  test.each([
    ['120', 120_000],
    [' 5 ', 5000],
    ['Sun, 22 Nov 2026 10:02:00 GMT', 120_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s', (header, expected) => {
    expect(retryAfterMsOf(header, now)).toBe(expected)
  })
})
