import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DoorLabel, doorText } from '#domain/door.ts'
import { parseDoorRange } from '#domain/door-range.ts'
import { sideOf, WalkOrder, walkOrder } from '#domain/walk-order.ts'

function street(notation: string) {
  const range = parseDoorRange(notation)
  if ('problem' in range) throw new Error(range.problem)
  return range.labels.map((label, position) => ({ label, position }))
}

const walked = (notation: string, order?: WalkOrder) =>
  walkOrder(street(notation), order).map(({ label }) => doorText(label))

describe('the order of a walk', () => {
  test('goes up the odd side and comes back down the even one', () => {
    expect(walked('1-8')).toEqual(['1', '3', '5', '7', '8', '6', '4', '2'])
  })

  test('puts 14A beside 14, on the way up and on the way down', () => {
    expect(walked('13, 13A, 15, 14, 14A, 16')).toEqual(['13', '13A', '15', '16', '14A', '14'])
  })

  test('crosses over when both sides are walked at once', () => {
    expect(walked('8, 1, 14A, 3, 14, 2', 'both-sides')).toEqual(['1', '2', '3', '8', '14', '14A'])
  })

  test("keeps the organiser's own order when told to", () => {
    expect(walked('8, 1, 3, "Rose Cottage", 2', 'as-listed')).toEqual(['8', '1', '3', 'Rose Cottage', '2'])
  })

  test('keeps the flats of a house together, Flat 2 before Flat 10, on either side', () => {
    const flats = 'Flat 10 at 22, 24, Flat 2 at 22, Flat 10 at 21, Flat 2 at 21, 23, 21'
    expect(walked(flats)).toEqual([
      '21',
      'Flat 2, 21',
      'Flat 10, 21',
      '23',
      '24',
      'Flat 2, 22',
      'Flat 10, 22',
    ])
  })

  test("leaves doors with only a building's name at the end, as listed", () => {
    expect(walked('"The Lodge", 2, "Ash House", 1')).toEqual(['1', '2', 'The Lodge', 'Ash House'])
  })

  test('says on which side a door is', () => {
    expect([{ number: 7 }, { number: 8 }, { building: 'The Lodge' }].map(sideOf)).toEqual([
      'odd',
      'even',
      'none',
    ])
  })
})

describe('any street', () => {
  const label: fc.Arbitrary<DoorLabel> = fc.oneof(
    fc.record(
      {
        number: fc.integer({ min: 1, max: 6 }),
        suffix: fc.constantFrom('A', 'B'),
        unit: fc.constantFrom('Flat 1', 'Flat 2', 'Flat 10'),
      },
      { requiredKeys: ['number'] },
    ),
    fc.record({ building: fc.constantFrom('The Lodge', 'Ash House') }),
  )
  const doors = fc
    .array(label, { maxLength: 25 })
    .map((labels) => labels.map((each, position) => ({ label: each, position })))
  const orders = fc.constantFrom(...WalkOrder.options)

  test('is walked without losing, doubling or changing a door', () => {
    fc.assert(
      fc.property(doors, orders, (listed, order) => {
        const before = structuredClone(listed)
        const walk = walkOrder(listed, order)
        expect(walk.toSorted((a, b) => a.position - b.position)).toEqual(listed)
        expect(listed).toEqual(before)
      }),
    )
  })

  test('is walked alike whatever order its rows come in, and walking it again changes nothing', () => {
    fc.assert(
      fc.property(
        doors.chain((listed) =>
          fc.tuple(fc.constant(listed), fc.shuffledSubarray(listed, { minLength: listed.length })),
        ),
        orders,
        ([listed, shuffled], order) => {
          const walk = walkOrder(listed, order)
          expect(walkOrder(shuffled, order)).toEqual(walk)
          expect(walkOrder(walk, order)).toEqual(walk)
        },
      ),
    )
  })

  test('keeps two doors that are written alike in their listed order', () => {
    fc.assert(
      fc.property(doors, orders, (listed, order) => {
        const seen = new Map<string, number>()
        for (const { label: each, position } of walkOrder(listed, order)) {
          const text = doorText(each)
          expect(position).toBeGreaterThan(seen.get(text) ?? -1)
          seen.set(text, position)
        }
      }),
    )
  })
})
