import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callBackTimes } from '#domain/call-back-times.ts'

/** 2027-05-12 is a Wednesday. By the phone's own clock, whatever its zone. */
const namesAt = (day: number, hour: number, minute = 0) =>
  callBackTimes(new Date(2027, 4, day, hour, minute)).map(({ name }) => name)

describe('the times to call back', () => {
  test.each([
    [7, ['this-afternoon', 'this-evening', 'tomorrow-morning', 'tomorrow-evening', 'weekend']],
    [10, ['in-an-hour', 'this-afternoon', 'this-evening', 'tomorrow-morning', 'tomorrow-evening', 'weekend']],
    [14, ['in-an-hour', 'this-evening', 'tomorrow-morning', 'tomorrow-evening', 'weekend']],
    [18, ['in-an-hour', 'tomorrow-morning', 'tomorrow-evening', 'weekend']],
    [20, ['tomorrow-morning', 'tomorrow-evening', 'weekend']],
  ])('on a Wednesday at %i o’clock, soonest first', (hour, names) => {
    expect(namesAt(12, hour)).toEqual(names)
  })

  test.each([
    ['Friday', 14],
    ['Saturday', 15],
    ['Sunday', 16],
  ])('on a %s say nothing of a weekend that tomorrow says, or that is here', (_, day) => {
    expect(namesAt(day, 10)).not.toContain('weekend')
  })

  test('are never in the past, never in the night, and in order, on any day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2020, 0, 1), max: new Date(2040, 0, 1), noInvalidDate: true }),
        (now) => {
          const times = callBackTimes(now).map(({ from }) => from)
          for (const from of times) {
            expect(from.getTime()).toBeGreaterThan(now.getTime())
            expect(from.getHours()).toBeGreaterThanOrEqual(9)
            expect(from.getHours()).toBeLessThanOrEqual(20)
          }
          expect([...times].sort((a, b) => a.getTime() - b.getTime())).toEqual(times)
        },
      ),
    )
  })
})
