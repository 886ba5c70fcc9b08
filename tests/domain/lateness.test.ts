import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadlineOf, latenessOf } from '#domain/lateness.ts'

const settings = { recipientDeadline: '2026-12-18T17:00', timeZone: 'Europe/London' }
const deadline = Date.parse('2026-12-18T17:00:00.000Z')

describe('the deadline', () => {
  test('is the receiving body’s, in the petition’s own zone', () => {
    expect(deadlineOf(settings, null)).toBe(deadline)
    expect(deadlineOf({ ...settings, recipientDeadline: '2026-07-18T17:00' }, null)).toBe(
      Date.parse('2026-07-18T16:00:00.000Z'),
    )
  })

  test('is earlier where the petition was closed by hand', () => {
    expect(deadlineOf(settings, deadline - 1)).toBe(deadline - 1)
    expect(deadlineOf(settings, deadline + 1)).toBe(deadline)
  })

  test('is none before anything is set', () => {
    expect(deadlineOf(null, null)).toBeUndefined()
    expect(deadlineOf({ ...settings, recipientDeadline: '' }, null)).toBeUndefined()
    expect(deadlineOf(null, 5)).toBe(5)
  })
})

describe('S10', () => {
  const at = (minutes: number) => deadline + minutes * 60_000

  test('signed in time and arrived after is late; signed after is more than late', () => {
    expect(latenessOf(deadline, { signedAt: at(-5), arrivedAt: at(60), clockOffset: 0 })).toBe('late')
    expect(latenessOf(deadline, { signedAt: at(5), arrivedAt: at(60), clockOffset: 0 })).toBe('signed-late')
    expect(latenessOf(deadline, { signedAt: at(-5), arrivedAt: deadline, clockOffset: 0 })).toBe('in-time')
    expect(latenessOf(undefined, { signedAt: at(5), arrivedAt: at(60), clockOffset: 0 })).toBe('in-time')
  })

  test('what the phone’s clock was measured to be wrong is taken off', () => {
    const fast = { signedAt: at(5), arrivedAt: at(60), clockOffset: 10 * 60_000 }
    expect(latenessOf(deadline, fast)).toBe('late')
    const slow = { signedAt: at(-5), arrivedAt: at(60), clockOffset: -10 * 60_000 }
    expect(latenessOf(deadline, slow)).toBe('signed-late')
  })

  test('J2 no clock of a phone makes anything late that arrived in time, or in time that arrived late', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (signedAt, clockOffset, minutes) => {
        const lateness = latenessOf(deadline, { signedAt, arrivedAt: at(minutes), clockOffset })
        expect(lateness === 'in-time').toBe(minutes <= 0)
      }),
    )
  })
})
