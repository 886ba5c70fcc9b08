import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NORMALISER_VERSION, normaliseSignature } from '#domain/linkage/normalise.ts'

const nameKey = (name: string) => normaliseSignature({ name }).name
const place = (address: string) => {
  const { house, street } = normaliseSignature({ name: 'Ada', address })
  return [house, street]
}

describe('the key of a name', () => {
  test.each([
    ['Siân O’Connor', "SIAN O'CONNOR", 'Sian Oconnor', 'Dr. Siân O‘Connor', ' siân  o`connor '],
    ['Łukasz Groß', 'LUKASZ GROSS', 'lukasz groß'],
    ['Bjørn Ærø', 'Bjorn Aero', 'BJØRN ÆRØ'],
    ['Đorđe Þór', 'Dorde Thor'],
    ['İbrahim Yıldız', 'Ibrahim Yildiz', 'IBRAHIM YILDIZ'],
    ['Anne-Marie Smith', 'Anne Marie Smith', 'Mrs Annemarie Smith'],
    ['J. R. Okoro', 'JR Okoro'],
    ['Ａｄａ Okoro', 'Ada Okoro', 'Prof Dr Ada Okoro', 'Mr. Ada Okoro'],
    ['Ελένη Παππά', 'ΕΛΕΝΗ ΠΑΠΠΑ'],
  ])('is the same for %j and other spellings', (name, ...spellings) => {
    for (const spelling of spellings) expect(nameKey(spelling)).toBe(nameKey(name))
  })

  test('leaves other scripts as they are: their marks are vowels, and nothing is transliterated', () => {
    expect(nameKey('রহিমা খাতুন')).toBe('রহিমাখাতুন'.normalize('NFC'))
    expect(nameKey('রহিমা')).not.toBe(nameKey('রহমা'))
    expect(nameKey('Сергей')).toBe('сергей')
    expect(nameKey('李小龙')).toBe('李小龙')
    expect(nameKey('김민준')).toBe('김민준')
  })

  test('keeps what only looks like a title', () => {
    expect(nameKey('Dr')).toBe('dr')
    expect(nameKey('Drew Mrsic')).toBe('drewmrsic')
    expect(nameKey('Mr & Mrs Okoro')).not.toBe(nameKey('Okoro'))
  })

  test('is never empty, and folding it again changes nothing', () => {
    expect(nameKey('’.-')).not.toBe('')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(name.trim() !== '')
        expect(nameKey(name)).not.toBe('')
      }),
    )
  })
})

describe('the house and street of an address', () => {
  test.each([
    ['14A Reede Road', '14a', 'reederd'],
    ['14a, Reede Rd.', '14a', 'reederd'],
    ['14 A Reede Road, Dagenham', '14a', 'reederd'],
    ['No. 14 reede road', '14', 'reederd'],
    ['Flat 3, 14A Reede Road', '14a/3', 'reederd'],
    ['FLAT 3 14A REEDE RD', '14a/3', 'reederd'],
    ['Apt. 3, Rose Court, 14a Reede Road', '14a/3', 'reederd'],
    ['Flat B, 14 Reede Road', '14/b', 'reederd'],
    ['3/14 Reede Road', '14/3', 'reederd'],
    ['14-16 Reede Road', '14-16', 'reederd'],
    ['Rose Cottage, Reede Road', 'rosecottage', 'reederd'],
    ['Flat 2, Rose Court, Reede Road', 'rosecourt/2', 'reederd'],
    ['561 Rainham Rd South', '561', 'rainhamrdsouth'],
    ["1 St Mary's Street", '1', 'stmarysst'],
    ['1 Saint Mary’s St', '1', 'stmarysst'],
    ['12 Reede Road\nDagenham', '12', 'reederd'],
    ['Reede Road', undefined, 'reederd'],
    ['Reede Road, Dagenham', undefined, 'reederd'],
    ['14', '14', undefined],
    ['', undefined, undefined],
  ])('%j', (address, house, street) => {
    expect(place(address)).toEqual([house, street])
  })

  test('takes a road with a number in its name for no house number', () => {
    expect(place('2nd Avenue')).toEqual([undefined, '2ndave'])
  })
})

test('a postcode is written in one way, and an e-mail address in small letters', () => {
  expect(normaliseSignature({ name: 'Ada', postcode: 'rm108du', email: ' Ada@Example.org ' })).toEqual({
    name: 'ada',
    postcode: 'RM10 8DU',
    house: undefined,
    street: undefined,
    email: 'ada@example.org',
  })
  expect(normaliseSignature({ name: 'Ada', postcode: 'unknown', email: '' })).toMatchObject({
    postcode: undefined,
    email: undefined,
  })
})

test('a change of these expectations raises the version, because stored keys are made by them', () => {
  expect(NORMALISER_VERSION).toBe(1)
})
