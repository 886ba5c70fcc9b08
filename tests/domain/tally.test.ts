import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTallies, noTally, Standing, Tally, type TallyFact, tallyOf } from '#domain/tally.ts'

const standings: TallyFact['standing'][] = [...Standing.options, 'on-phone']
const facts = fc.array(fc.record({ standing: fc.constantFrom(...standings) }), { maxLength: 30 })

describe('T1 a tally', () => {
  test('is three numbers, and what counts elsewhere', () => {
    const seen = [
      'on-phone',
      'waiting',
      'to-decide',
      'counted',
      'counted',
      'also-elsewhere',
      'withdrawn',
    ] as const
    expect(tallyOf(seen.map((standing) => ({ standing })))).toEqual({
      onPhones: 1,
      received: 5,
      counted: 2,
      alsoElsewhere: 1,
    })
  })

  test('of nothing is nothing', () => {
    expect(tallyOf([])).toEqual(noTally)
    expect(addTallies([])).toEqual(noTally)
  })

  test('includes the counted and those elsewhere in the received', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const { received, counted, alsoElsewhere } = Tally.parse(tallyOf(some))
        expect(counted + alsoElsewhere).toBeLessThanOrEqual(received)
      }),
    )
  })

  test('of the whole is the sum of the tallies of its parts, in any order', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 5 }), (parts) => {
        const whole = tallyOf(parts.flat())
        expect(addTallies(parts.map(tallyOf))).toEqual(whole)
        expect(addTallies(parts.toReversed().map(tallyOf))).toEqual(whole)
      }),
    )
  })

  test("is made anew by adding: nobody else's is changed", () => {
    addTallies([tallyOf([{ standing: 'counted' }])])
    expect(noTally).toEqual({ onPhones: 0, received: 0, counted: 0, alsoElsewhere: 0 })
  })
})
