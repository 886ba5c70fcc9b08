import { describe, expect, test } from 'vitest'
import { DoorDescription, DoorNote } from '#domain/door-description.ts'
import { PaperPlace } from '#domain/paper-place.ts'
import { placeAmong } from '#domain/place-among.ts'
import { walkOrder } from '#domain/walk-order.ts'
import { issuesOf } from './issues.ts'

describe('a note on how to get to a door', () => {
  test.each(['side gate', 'Buzzer 3 is broken', 'Code 4711, then 2nd floor', 'Flats 1–24: use no. 12', ''])(
    '“%s” is about the door',
    (note) => expect(issuesOf(DoorNote, note)).toEqual([]),
  )

  test.each(['Ask ann@example.org', 'ring 01632 960 001', 'tel +44 (0)1632-960001', '07700.900.000'])(
    '“%s” is about people',
    (note) => expect(issuesOf(DoorNote, note)).toEqual(['door-note-about-people']),
  )

  test('has at most 80 characters on one line', () => {
    expect(issuesOf(DoorNote, 'x'.repeat(80))).toEqual([])
    expect(issuesOf(DoorNote, 'x'.repeat(81))).toEqual(['door-note-too-long'])
    expect(DoorNote.parse(' side\ngate ')).toBe('side gate')
  })
})

test('a door is described by its label, by a note, or by both', () => {
  expect(issuesOf(DoorDescription, { note: 'side gate' })).toEqual([])
  expect(issuesOf(DoorDescription, { label: { number: 14, suffix: 'A' } })).toEqual([])
  expect(issuesOf(DoorDescription, { postcode: 'RM10 8DU' })).toEqual(['door-not-described'])
  expect(issuesOf(DoorDescription, { label: { unit: 'Flat 3' } })).toEqual(['label: door-without-number'])
})

test('a place on paper is a sheet, a line, both or neither', () => {
  for (const place of [{}, { sheet: 'P-07' }, { line: 12 }, { sheet: 'P-07', line: 12 }]) {
    expect(issuesOf(PaperPlace, place)).toEqual([])
  }
  expect(issuesOf(PaperPlace, { line: 0 })).toEqual(['line: line-not-a-number'])
  expect(issuesOf(PaperPlace, { name: 'Ada' })).toHaveLength(1)
})

describe('a door that was missing', () => {
  const oddThenEven = [1, 3, 5, 2, 4, 6].map((number, position) => ({ label: { number }, position }))
  const listed = (label: { number?: number; suffix?: string; building?: string }) =>
    walkOrder([...oddThenEven, { label, position: placeAmong(oddThenEven, label) }], 'as-listed').map(
      (door) => `${door.label.number ?? ''}${'suffix' in door.label ? door.label.suffix : ''}`,
    )

  test('follows the house before it on its side, whatever side is listed first', () => {
    expect(listed({ number: 3, suffix: 'A' })).toEqual(['1', '3', '3A', '5', '2', '4', '6'])
    expect(listed({ number: 4, suffix: 'B' })).toEqual(['1', '3', '5', '2', '4', '4B', '6'])
    expect(listed({ number: 8 })).toEqual(['1', '3', '5', '2', '4', '6', '8'])
  })

  test('stands before the first of its side where none comes before it', () => {
    const later = oddThenEven.slice(1)
    expect(placeAmong(later, { number: 1 })).toBe(1)
    expect(walkOrder([...later, { label: { number: 1 }, position: 1 }], 'as-listed')[0]?.label.number).toBe(1)
  })

  test('without a number comes last, and in an empty street first', () => {
    expect(placeAmong(oddThenEven, { building: 'Rose Cottage' })).toBe(5)
    expect(placeAmong([], { number: 1 })).toBe(0)
  })
})
