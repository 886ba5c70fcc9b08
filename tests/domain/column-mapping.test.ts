import { describe, expect, test } from 'vitest'
import {
  cellsByField,
  fullNameOf,
  guessMapping,
  reviewMapping,
  signatureFields,
  streetFields,
} from '#domain/column-mapping.ts'

describe('the columns of an online notice', () => {
  test('are known by our own names', () => {
    expect(guessMapping(['name', 'address', 'postcode', 'email', 'signedAt'], signatureFields)).toEqual({
      columns: ['name', 'address', 'postcode', 'email', 'signedAt'],
      missing: [],
      doubled: [],
      unknown: [],
    })
  })

  test.each([
    ['Full name', 'name'],
    ['YOUR NAME', 'name'],
    ['first_name', 'firstName'],
    ['Surname', 'lastName'],
    ['Post code', 'postcode'],
    ['post-code', 'postcode'],
    ['Zip', 'postcode'],
    ['E-mail address', 'email'],
    ['Signed at', 'signedAt'],
    ['Date', 'signedAt'],
    [' Address ', 'address'],
    ['Ｎａｍｅ', 'name'],
  ])('%j holds the %s', (column, field) => {
    expect(guessMapping([column], signatureFields).columns).toEqual([field])
  })

  test('that mean nothing to us are listed, not dropped in silence', () => {
    const { columns, unknown } = guessMapping(['Name', 'Favourite colour', ''], signatureFields)
    expect(columns).toEqual(['name', undefined, undefined])
    expect(unknown).toEqual(['Favourite colour', ''])
  })

  test('need a name, in one piece or in two', () => {
    const missing = (...header: string[]) => guessMapping(header, signatureFields).missing
    expect(missing('Email')).toEqual(['name'])
    expect(missing('First name', 'Email')).toEqual(['lastName'])
    expect(missing('First name', 'Last name')).toEqual([])
    expect(missing('Name')).toEqual([])
  })

  test('that claim one field are reported, until a person has chosen', () => {
    const header = ['Name', 'Full name', 'Postcode']
    expect(guessMapping(header, signatureFields).doubled).toEqual(['name'])
    expect(reviewMapping(header, [undefined, 'name', 'postcode'], signatureFields)).toEqual({
      columns: [undefined, 'name', 'postcode'],
      missing: [],
      doubled: [],
      unknown: ['Name'],
    })
  })

  test('may give an address in several lines, which are joined', () => {
    const header = ['First name', 'Last name', 'Address line 1', 'Address line 2', 'Town', 'Postcode']
    const { columns, doubled } = guessMapping(header, signatureFields)
    expect(doubled).toEqual([])
    const cells = ['Ada', ' Okoro ', '12 Reede Road', '', 'Dagenham', 'rm10 8du']
    const found = cellsByField(cells, columns, signatureFields)
    expect(found).toEqual({
      firstName: 'Ada',
      lastName: 'Okoro',
      address: '12 Reede Road, Dagenham',
      postcode: 'rm10 8du',
    })
    expect(fullNameOf(found)).toBe('Ada Okoro')
  })

  test('give a name of one part its one part', () => {
    expect(fullNameOf({ firstName: 'Sukarno' })).toBe('Sukarno')
    expect(fullNameOf({ name: 'Ada Okoro', firstName: 'A' })).toBe('Ada Okoro')
    expect(fullNameOf({})).toBe('')
  })

  test('of a doubled field: the first that is filled counts', () => {
    expect(cellsByField(['', 'Ada', 'Bo'], ['name', 'name', 'name'], signatureFields)).toEqual({
      name: 'Ada',
    })
  })
})

describe('the columns of a street list', () => {
  test('are those that we publish; the others are listed', () => {
    const header = 'street,number,suffix,unit,building,postcode,uprn,lat,lon,order,notes_code'.split(',')
    const { columns, missing, unknown } = guessMapping(header, streetFields)
    expect(columns.filter(Boolean)).toEqual([
      'street',
      'number',
      'suffix',
      'unit',
      'building',
      'postcode',
      'order',
    ])
    expect(missing).toEqual([])
    expect(unknown).toEqual(['uprn', 'lat', 'lon', 'notes_code'])
  })

  test('are found in a gazetteer as councils keep it', () => {
    const header = [
      'UPRN',
      'SaoStartNumber',
      'SaoText',
      'PaoStartNumber',
      'PaoStartSuffix',
      'PaoText',
      'Street',
    ]
    const { columns, doubled } = guessMapping(header, streetFields)
    expect(columns).toEqual([undefined, 'unit', 'unit', 'number', 'suffix', 'building', 'street'])
    expect(doubled).toEqual([])
  })

  test('need a street, and a number or a building', () => {
    expect(guessMapping(['postcode'], streetFields).missing).toEqual(['street', 'number'])
    expect(guessMapping(['street', 'house name'], streetFields).missing).toEqual([])
  })
})
