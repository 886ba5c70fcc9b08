import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DoorLabel, doorKey, doorText } from '#domain/door.ts'
import { MAX_DOORS, parseDoorRange } from '#domain/door-range.ts'

/** The doors as an organiser reads them in the preview. */
function doors(notation: string): string {
  const range = parseDoorRange(notation)
  if ('problem' in range) throw new Error(`${range.problem}: ${range.at}`)
  return range.labels.map(doorText).join(' ')
}

describe('a street typed as ranges', () => {
  test('takes odd and even sides, doors left out, and a door with a letter', () => {
    const range = parseDoorRange('1-87 odd, 2-90 even, not 13, 14A')
    expect('labels' in range && range.labels.length).toBe(44 + 45 - 1 + 1)
    expect(doors('1-9 odd, 2-8 even, not 5, 4A')).toBe('1 3 7 9 2 4 6 8 4A')
  })

  test.each([
    ['1-5', '1 2 3 4 5'],
    ['1-5 all', '1 2 3 4 5'],
    ['1 to 5', '1 2 3 4 5'],
    ['1–5', '1 2 3 4 5'],
    ['1 — 5 odd', '1 3 5'],
    ['1-6 evens', '2 4 6'],
    ['odds 1-6', '1 3 5'],
    ['Even 1 to 6', '2 4 6'],
    ['7', '7'],
    ['7, 3, 5', '7 3 5'],
    ['3;5\n9', '3 5 9'],
    ['3 and 5 & 9', '3 5 9'],
    ['3,,5,', '3 5'],
    ['1-3.', '1 2 3'],
    ['5-5', '5'],
    ['14a', '14A'],
    ['14 A', '14A'],
    ['12A-12D', '12A 12B 12C 12D'],
    ['12a to d', '12A 12B 12C 12D'],
    ['１-３', '1 2 3'],
    ['1-3, 2-5, 3', '1 2 3 4 5'],
    ['"Rose Cottage", 2', 'Rose Cottage 2'],
    ['“Rose, and Crown”', 'Rose, and Crown'],
  ])('reads %j', (notation, expected) => {
    expect(doors(notation)).toBe(expected)
  })

  test.each([
    '1-6, not 3',
    '1-6, miss 3',
    '1-6, except 3',
    '1-6 except 3',
    '1-6, without 3',
    '1-6 but not 3',
    'not 3, 1-6',
    '1-6, NOT 3',
  ])('leaves out the door in %j', (notation) => {
    expect(doors(notation)).toBe('1 2 4 5 6')
  })

  test('leaves out a range, one side of a range, and several doors of one part', () => {
    expect(doors('1-9, except 3-7')).toBe('1 2 8 9')
    expect(doors('1-9, not 3-7 odd')).toBe('1 2 4 6 8 9')
    expect(doors('1-9, not 3 and 5')).toBe('1 2 4 6 7 8 9')
  })

  test('leaves the door with a letter alone when the plain number is left out', () => {
    expect(doors('13, 13A, not 13')).toBe('13A')
  })

  test('reads flats of a house, of a house with a letter, and of a named building', () => {
    expect(doors('Flat 1-3 at 22')).toBe('Flat 1, 22 Flat 2, 22 Flat 3, 22')
    expect(doors('flats 2 at 22a')).toBe('Flat 2, 22A')
    expect(doors('Flats A-C at 22')).toBe('Flat A, 22 Flat B, 22 Flat C, 22')
    expect(doors('Apt 1A-1B in 22')).toBe('Apartment 1A, 22 Apartment 1B, 22')
    expect(doors('Flats 1-2 at Rose Court')).toBe('Flat 1, Rose Court Flat 2, Rose Court')
    expect(doors('Flats 1-2 at "Rose and Crown"')).toBe('Flat 1, Rose and Crown Flat 2, Rose and Crown')
  })

  test('reads the same flats in each house of a range, house by house', () => {
    expect(doors('Flats A-B at 21-23 odd')).toBe('Flat A, 21 Flat B, 21 Flat A, 23 Flat B, 23')
  })

  test('leaves out one flat', () => {
    expect(doors('Flats 1-3 at 22, not Flat 2 at 22')).toBe('Flat 1, 22 Flat 3, 22')
  })
})

describe("a range that can't be read", () => {
  test.each([
    ['', 'range-empty', ''],
    [' , ', 'range-empty', ','],
    ['1-3, not 1-3', 'range-empty', '1-3, not 1-3'],
    ['2 odd', 'range-empty', '2 odd'],
    ['9-1', 'range-backwards', '9-1'],
    ['1-3, 12D-12A', 'range-backwards', '12D-12A'],
    ['1-3, not 9-8', 'range-backwards', 'not 9-8'],
    ['1-3, 5-od', 'range-not-understood', '5-od'],
    ['1-3, 12A-14', 'range-not-understood', '12A-14'],
    ['12-14A', 'range-not-understood', '12-14A'],
    ['12A-14D', 'range-not-understood', '12A-14D'],
    ['0-3', 'range-not-understood', '0-3'],
    ['100000', 'range-not-understood', '100000'],
    ['A-D', 'range-not-understood', 'A-D'],
    ['-5', 'range-not-understood', '-5'],
    ['5-', 'range-not-understood', '5-'],
    ['1 3 5', 'range-not-understood', '1 3 5'],
    ['Rose Cottage', 'range-not-understood', 'Rose Cottage'],
    ['Flat 3, 22', 'range-not-understood', 'Flat 3'],
    ['1-9, not', 'range-not-understood', 'not'],
    ['1-9, no 3', 'range-not-understood', 'no 3'],
    [`"${'x'.repeat(51)}"`, 'range-not-understood', `"${'x'.repeat(51)}"`],
    ['1-3001', 'range-too-long', '1-3001'],
    ['Flats 1-99999 at 1-99999', 'range-too-long', 'Flats 1-99999 at 1-99999'],
    ['1-3, not 1-99999', 'range-too-long', 'not 1-99999'],
  ])('%j: %s', (notation, problem, at) => {
    expect(parseDoorRange(notation)).toEqual({ problem, at })
  })

  test('may hold as many doors as a street can, and doubled doors count once', () => {
    const range = parseDoorRange(`1-${MAX_DOORS}, 1-${MAX_DOORS}, 1-5999 odd, not 3001-5999`)
    expect('labels' in range && range.labels.length).toBe(MAX_DOORS)
  })
})

describe('whatever is typed', () => {
  const word = fc.constantFrom(
    ...[
      '1',
      '12',
      '2-9',
      '87',
      '-',
      ' ',
      ',',
      'odd',
      'even',
      'not ',
      'A',
      'Flats ',
      ' at ',
      '"',
      'Rose',
      ';',
      '0',
    ],
  )

  test('gives doors that the schema accepts, each once and never too many, or says which part it is about', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        const notation = words.join('')
        const range = parseDoorRange(notation)
        if ('problem' in range) {
          expect(notation).toContain(range.at)
          return
        }
        const keys = range.labels.map((label) => doorKey(DoorLabel.parse(label)))
        expect(new Set(keys).size).toBe(keys.length)
        expect(keys.length).toBeLessThanOrEqual(MAX_DOORS)
      }),
    )
  })
})
