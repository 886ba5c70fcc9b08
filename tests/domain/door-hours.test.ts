import { describe, expect, test } from 'vitest'
import { isWithinHours } from '#domain/door-hours.ts'

const hours = { from: '10:00', to: '20:00', sundayFrom: '11:00' }
const within = (at: string, timeZone = 'Europe/London') => isWithinHours(hours, new Date(at), timeZone)

describe('the hours at which a petition knocks', () => {
  test('begin at their first minute and are over at their last', () => {
    expect(within('2026-11-23T09:59:59.999Z')).toBe(false)
    expect(within('2026-11-23T10:00:00.000Z')).toBe(true)
    expect(within('2026-11-23T19:59:59.999Z')).toBe(true)
    expect(within('2026-11-23T20:00:00.000Z')).toBe(false)
  })

  test('begin later on a Sunday', () => {
    expect(within('2026-11-22T10:30:00.000Z')).toBe(false)
    expect(within('2026-11-22T11:00:00.000Z')).toBe(true)
  })

  test('are those of the petition’s own zone, its Sundays and its summer too', () => {
    expect(within('2026-07-20T09:00:00.000Z')).toBe(true)
    expect(within('2026-07-20T19:00:00.000Z')).toBe(false)
    // Monday, half past ten, in Auckland; still Sunday in London.
    expect(within('2026-11-22T21:30:00.000Z', 'Pacific/Auckland')).toBe(true)
  })
})
