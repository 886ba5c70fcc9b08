import { describe, expect, test } from 'vitest'
import { formatPostcode, sectorOf, suggestPostcode } from '#domain/postcode.ts'

describe('a postcode', () => {
  test.each([
    ['rm107tu', 'RM10 7TU'],
    [' RM10  7TU ', 'RM10 7TU'],
    ['RM10-7TU.', 'RM10 7TU'],
    ['ＲＭ１０ ７ＴＵ', 'RM10 7TU'],
    ['M1 1AE', 'M1 1AE'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['ZZ99 3WZ', 'ZZ99 3WZ'],
    ['bfpo 801', 'BFPO 801'],
    ['GIR 0AA', 'GIR 0AA'],
  ])('%j is written %j', (typed, formatted) => {
    expect(formatPostcode(typed)).toBe(formatted)
  })

  test.each(['', 'RM10', 'RM10 7T', 'RM10 7TUX', '10 7TU', 'RM10 7TO', 'BFPO', 'Dagenham', '১২৩৪'])(
    "%j can't be one",
    (typed) => {
      expect(formatPostcode(typed)).toBeUndefined()
    },
  )

  test('has a sector, the smallest part that names no street', () => {
    expect(sectorOf('RM10 7TU')).toBe('RM10 7')
  })
})

describe('the suggestion for a postcode', () => {
  test.each([
    ['RM1O 7TU', 'RM10 7TU'],
    ['RMI0 7TU', 'RM10 7TU'],
    ['rm10 l tu', 'RM10 1TU'],
    ['SWIA IAA', 'SW1A 1AA'],
    ['N1 OAA', 'N1 0AA'],
    ['NIO 1AA', 'N10 1AA'],
    ['GLI 3NN', 'GL1 3NN'],
    ['0X1 1AA', 'OX1 1AA'],
    ['1G1 1AA', 'IG1 1AA'],
    ['I1 8JQ', 'L1 8JQ'],
    ['RM10 81R', 'RM10 8LR'],
  ])('%j is %j', (typed, suggestion) => {
    expect(suggestPostcode(typed)).toBe(suggestion)
  })

  test.each(['RM10 7TU', 'GL1 3NN', 'CO1 1AA', 'SO14 2TN', 'LL11 1AA', 'OL1 1AA', 'IP1 1AA', 'W1A 1AA'])(
    'is none for %j, which is a real one',
    (typed) => {
      expect(suggestPostcode(typed)).toBeUndefined()
    },
  )

  test.each(['ZZ99 3WZ', 'BFPO 801', 'GIR 0AA', '', 'Dagenham', 'RM10 7TO'])('is none for %j', (typed) => {
    expect(suggestPostcode(typed)).toBeUndefined()
  })
})
