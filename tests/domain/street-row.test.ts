import { describe, expect, test } from 'vitest'
import { doorText } from '#domain/door.ts'
import { streetRowOf } from '#domain/street-row.ts'

describe('a row of a street list', () => {
  test('is a door of a street', () => {
    expect(
      streetRowOf({ street: ' Reede  Road ', number: '14', suffix: 'a', postcode: 'rm108du', order: '3' }),
    ).toEqual({ street: 'Reede  Road', label: { number: 14, suffix: 'A' }, postcode: 'RM10 8DU', order: 3 })
  })

  test.each([
    [{ number: '14A' }, '14A'],
    [{ number: '14 a' }, '14A'],
    [{ number: '0014' }, '14'],
    [{ number: '１４' }, '14'],
    [{ number: '14', unit: '3' }, 'Flat 3, 14'],
    [{ number: '14', unit: 'b' }, 'Flat B, 14'],
    [{ number: '14', unit: 'Basement flat' }, 'Basement flat, 14'],
    [{ building: 'Rose Court', unit: 'Flat 2' }, 'Flat 2, Rose Court'],
    [{ number: 'Rose Cottage' }, 'Rose Cottage'],
    [{ number: '14', building: 'Rose Court' }, 'Rose Court, 14'],
  ])('%j is written %j', (cells, text) => {
    const row = streetRowOf({ street: 'Reede Road', ...cells })
    expect('label' in row && doorText(row.label)).toBe(text)
  })

  test.each([
    [{ number: '1' }, 'street-name-missing'],
    [{ street: 'x'.repeat(101), number: '1' }, 'street-name-missing'],
    [{ street: 'Reede Road' }, 'door-without-number'],
    [{ street: 'Reede Road', unit: '3' }, 'door-without-number'],
    [{ street: 'Reede Road', number: '0' }, 'door-not-a-door'],
    [{ street: 'Reede Road', number: '1', suffix: 'ABC' }, 'door-not-a-door'],
    [{ street: 'Reede Road', number: '1', postcode: 'none' }, 'postcode-not-a-postcode'],
  ])('%j: %s', (cells, problem) => {
    expect(streetRowOf(cells)).toEqual({ problem })
  })

  test('without an order in numbers has none', () => {
    expect(streetRowOf({ street: 'Reede Road', number: '1', order: 'first' })).not.toHaveProperty('order')
  })
})
