import { describe, expect, test } from 'vitest'
import { addressText, DoorLabel, doorKey, doorText, StreetName } from '#domain/door.ts'
import { issuesOf } from './issues.ts'

describe('a door', () => {
  test("has a number or a building's name", () => {
    expect(issuesOf(DoorLabel, { unit: 'Flat 3' })).toEqual(['door-without-number'])
    expect(issuesOf(DoorLabel, { number: 1 })).toEqual([])
    expect(issuesOf(DoorLabel, { building: 'The Lodge' })).toEqual([])
    expect(DoorLabel.safeParse({ number: 0 }).success).toBe(false)
    expect(DoorLabel.safeParse({ number: 1, name: 'Ada' }).success).toBe(false)
  })

  test('is written as on an envelope', () => {
    expect(doorText({ number: 14, suffix: 'A', unit: 'Flat 3' })).toBe('Flat 3, 14A')
    expect(addressText({ number: 14, suffix: 'A', unit: 'Flat 3' }, 'Reede Road')).toBe(
      'Flat 3, 14A Reede Road',
    )
    expect(addressText({ building: 'The Lodge' }, 'Reede Road')).toBe('The Lodge, Reede Road')
  })

  test('has one key in all its spellings, and another for another door', () => {
    expect(doorKey({ number: 14, unit: 'FLAT-3' })).toBe(doorKey({ number: 14, unit: 'Flat 3' }))
    expect(doorKey({ number: 1, suffix: 'A' })).not.toBe(doorKey({ number: 1, unit: 'A' }))
    expect(doorKey({ number: 11 })).not.toBe(doorKey({ number: 1, unit: '1' }))
  })
})

test('a street has a name', () => {
  expect(StreetName.parse(' Reede Road ')).toBe('Reede Road')
  expect(issuesOf(StreetName, ' ')).toEqual(['street-name-missing'])
  expect(issuesOf(StreetName, 'x'.repeat(101))).toEqual(['street-name-too-long'])
})
