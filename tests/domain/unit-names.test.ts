import { describe, expect, test } from 'vitest'
import { unitsText, unitText } from '#domain/unit-names.ts'

const doors = (...units: (string | undefined)[]) =>
  units.map((unit) => ({ label: unit === undefined ? { number: 12 } : { number: 12, unit } }))
const and = (parts: readonly string[]) => parts.join(' and ')

describe('the flats of a building', () => {
  test.each([
    [['Flat 1'], 'Flat 1'],
    [['Flat 2', 'Flat 1'], 'Flats 1 and 2'],
    [['Flat 3', 'Flat 1', 'Flat 2'], 'Flats 1–3'],
    [['Flat 1', 'Flat 2', 'Flat 3', 'Flat 6', 'Flat 8'], 'Flats 1–3 and 6 and 8'],
    [['Flat 9', 'Flat 10', 'Flat 11', 'Flat B'], 'Flats 9–11 and B'],
    [['Flat 1', 'Flat 1', 'Flat 2'], 'Flats 1 and 2'],
    [['Studio A', 'Flat 2'], 'Studio A and Flat 2'],
    [['1', '2'], '1 and 2'],
  ])('%j are called %s', (units, text) => {
    expect(unitsText(doors(...units), and)).toBe(text)
  })

  test('are told apart by what follows the word that all begin with', () => {
    const [first, second] = doors('Flat 1', 'Flat 12B')
    expect(unitText(second?.label ?? {}, doors('Flat 1', 'Flat 12B'))).toBe('12B')
    expect(unitText(first?.label ?? {}, doors('Flat 1', 'Studio 2'))).toBe('Flat 1')
  })

  test('and the house’s own door among them keeps its number', () => {
    expect(unitText({ number: 12 }, doors('Flat 1', undefined))).toBe('12')
  })
})
