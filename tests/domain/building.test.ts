import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { floorsOf, housesOf, TOP_FLOOR, topFloorDown } from '#domain/building.ts'
import type { DoorLabel } from '#domain/door.ts'

const flats = (...units: string[]) =>
  units.map((unit): { label: DoorLabel } => ({ label: { unit, building: 'Heath House' } }))
const floors = (...units: string[]) =>
  floorsOf(flats(...units))?.map(({ floor, doors }) => [floor, doors.map(({ label }) => label.unit)])

describe('a house', () => {
  test('is what follows each other with one number and one building’s name', () => {
    const walk = [
      { label: { number: 1 } },
      { label: { number: 3, unit: 'Flat 1' } },
      { label: { number: 3, unit: 'Flat 2' } },
      { label: { number: 3, suffix: 'A' } },
      ...flats('Flat 1'),
    ]
    expect(housesOf(walk).map(({ name, doors }) => [name, doors.length])).toEqual([
      ['1', 1],
      ['3', 2],
      ['3A', 1],
      ['Heath House', 1],
    ])
  })

  test('loses no door of a walk, and doubles none', () => {
    const label = fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      unit: fc.constantFrom('Flat 1', '201'),
    })
    fc.assert(
      fc.property(fc.array(label.map((each) => ({ label: each }))), (walk) => {
        expect(housesOf(walk).flatMap(({ doors }) => doors)).toEqual(walk)
        expect(new Set(topFloorDown(walk))).toEqual(new Set(walk))
      }),
    )
  })
})

describe('floors', () => {
  test('come from numbers in hundreds, the top one first', () => {
    expect(floors('Flat 101', 'Flat 102', 'Flat 201', 'Flat 1203')).toEqual([
      [12, ['Flat 1203']],
      [2, ['Flat 201']],
      [1, ['Flat 101', 'Flat 102']],
    ])
  })

  test.each([
    ['Basement flat', -1],
    ['Lower ground', -1],
    ['Ground floor left', 0],
    ['First floor flat', 1],
    ['2nd floor', 2],
    ['Floor 3, Flat B', 3],
    ['Top floor', TOP_FLOOR],
    ['Penthouse', TOP_FLOOR],
  ])('come from words: %s', (unit, floor) => {
    // Another floor beside it, for all on one are no floors.
    expect(floors(unit, 'Floor 9')).toContainEqual([floor, [unit]])
  })

  test.each([
    ['one label tells nothing', ['Ground floor', 'Flat B']],
    ['all are on one', ['Flat 101', 'Flat 102']],
    ['numbers run on in one long row', ['Flat 149', 'Flat 150', 'Flat 201']],
    ['numbers are below a hundred', ['Flat 1', 'Flat 24']],
  ])('are not made up where %s', (_, units) => {
    expect(floors(...units)).toBeUndefined()
  })
})
