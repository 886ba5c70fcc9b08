import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysUntil, instantOf, localTimeOf } from '#domain/zoned-time.ts'

const at = (local: string, zone = 'Europe/London') => instantOf(local, zone).toISOString()

describe('the instant of a local time', () => {
  test('follows the clock in summer and in winter', () => {
    expect(at('2017-10-06T17:00')).toBe('2017-10-06T16:00:00.000Z')
    expect(at('2017-12-06T17:00')).toBe('2017-12-06T17:00:00.000Z')
    expect(at('2017-10-06T17:00', 'America/New_York')).toBe('2017-10-06T21:00:00.000Z')
    expect(at('2017-10-06T17:00', 'Asia/Kolkata')).toBe('2017-10-06T11:30:00.000Z')
    expect(at('2017-10-06T17:00', 'Pacific/Kiritimati')).toBe('2017-10-06T03:00:00.000Z')
    expect(at('2017-10-06T00:00', 'UTC')).toBe('2017-10-06T00:00:00.000Z')
  })

  test("that London's clock skips in spring is an hour later", () => {
    expect(at('2026-03-29T00:59')).toBe('2026-03-29T00:59:00.000Z')
    expect(at('2026-03-29T01:00')).toBe('2026-03-29T01:00:00.000Z')
    expect(at('2026-03-29T01:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(localTimeOf(instantOf('2026-03-29T01:30', 'Europe/London'), 'Europe/London')).toBe(
      '2026-03-29T02:30',
    )
    expect(at('2026-03-29T02:00')).toBe('2026-03-29T01:00:00.000Z')
  })

  test('that comes twice in autumn is the first of the two', () => {
    expect(at('2026-10-25T00:59')).toBe('2026-10-24T23:59:00.000Z')
    expect(at('2026-10-25T01:00')).toBe('2026-10-25T00:00:00.000Z')
    expect(at('2026-10-25T01:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(at('2026-10-25T02:00')).toBe('2026-10-25T02:00:00.000Z')
  })

  test('refuses what is no time', () => {
    expect(() => instantOf('2026-13-01T00:00', 'UTC')).toThrow('not a time')
    expect(() => instantOf('2026-10-25T01:30', 'Europe/Dagenham')).toThrow(RangeError)
  })

  test("shows the same time again on the zone's own clock, except in a skipped hour", () => {
    const zones = fc.constantFrom(
      'Europe/London',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Australia/Lord_Howe',
    )
    const anInstant = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(anInstant, zones, (instant, zone) => {
        const local = localTimeOf(instant, zone)
        expect(localTimeOf(instantOf(local, zone), zone)).toBe(local)
      }),
    )
  })
})

describe('the days until a deadline', () => {
  const deadline = '2017-10-06T17:00'
  const days = (now: string, zone = 'Europe/London') => daysUntil(deadline, new Date(now), zone)

  test('are those on the calendar of the petition, not of Greenwich', () => {
    expect(days('2017-10-05T22:59:00Z')).toBe(1)
    expect(days('2017-10-05T23:00:00Z')).toBe(0)
    expect(days('2017-10-06T20:00:00Z')).toBe(0)
    expect(days('2017-10-06T23:00:00Z')).toBe(-1)
    expect(days('2017-09-06T12:00:00Z')).toBe(30)
  })

  test('are whole, across a change of the clock', () => {
    expect(daysUntil('2026-10-26', new Date('2026-10-24T12:00:00Z'), 'Europe/London')).toBe(2)
    expect(daysUntil('2026-03-30', new Date('2026-03-28T23:30:00Z'), 'Europe/London')).toBe(2)
  })
})
