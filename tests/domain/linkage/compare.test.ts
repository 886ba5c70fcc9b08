import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockingKeys } from '#domain/linkage/blocking-keys.ts'
import { compare } from '#domain/linkage/compare.ts'
import { normaliseSignature, type WrittenSignature } from '#domain/linkage/normalise.ts'

const ada: WrittenSignature = { name: 'Ada Okoro', address: '12 Reede Road', postcode: 'RM10 8DU' }
const compared = (a: Partial<WrittenSignature>, b: Partial<WrittenSignature>, gatheredTogether = false) =>
  compare(normaliseSignature({ ...ada, ...a }), normaliseSignature({ ...ada, ...b }), { gatheredTogether })

describe('two signatures', () => {
  test("of one name in one dwelling are one person's", () => {
    expect(compared({}, { name: 'MRS ADA OKORO', address: '12 Reede Rd, Dagenham' })).toEqual({
      verdict: 'same',
      reasons: ['same-name', 'same-postcode', 'same-house'],
    })
  })

  test("of one name and one e-mail address are one person's, unless the postcodes differ", () => {
    const email = 'ada@example.org'
    expect(compared({ email, postcode: undefined }, { email, address: undefined }).verdict).toBe('same')
    expect(compared({ email }, { email, postcode: 'RM10 8DX' })).toEqual({
      verdict: 'review',
      reasons: ['same-name', 'same-email', 'other-postcode', 'same-house'],
    })
  })

  test('M1 of one name at one door, gathered together, are for a person to look at: father and son', () => {
    expect(compared({}, {}, true)).toEqual({
      verdict: 'review',
      reasons: ['same-name', 'same-postcode', 'same-house', 'gathered-together'],
    })
  })

  test('M1 of one name in one dwelling with two e-mail addresses are for a person to look at', () => {
    expect(compared({ email: 'a@example.org' }, { email: 'b@example.org' }).verdict).toBe('review')
  })

  test('of one name, with the house unknown or another, are for a person to look at', () => {
    expect(compared({}, { address: undefined })).toEqual({
      verdict: 'review',
      reasons: ['same-name', 'same-postcode', 'house-unknown'],
    })
    expect(compared({}, { address: '14 Reede Road' })).toEqual({
      verdict: 'review',
      reasons: ['same-name', 'same-postcode', 'other-house'],
    })
    expect(compared({ address: 'Flat 1, 12 Reede Road' }, {}).verdict).toBe('review')
  })

  test('of one name at one address, with the postcode unknown or another, are for a person to look at', () => {
    expect(compared({}, { postcode: undefined })).toEqual({
      verdict: 'review',
      reasons: ['same-name', 'postcode-unknown', 'same-house'],
    })
    expect(compared({}, { postcode: 'RM10 8DX' }).verdict).toBe('review')
  })

  test("of two names and one e-mail address are for a person to look at: it may be a couple's", () => {
    const email = 'okoro@example.org'
    expect(compared({ email }, { email, name: 'Bo Okoro' })).toEqual({
      verdict: 'review',
      reasons: ['other-name', 'same-email', 'same-postcode', 'same-house'],
    })
  })

  test('of two people in one household are apart', () => {
    expect(compared({}, { name: 'Bo Okoro' }, true).verdict).toBe('apart')
  })

  test('of namesakes in two streets are apart, also at the same number', () => {
    const elsewhere = { address: '12 Oxlow Lane', postcode: 'RM10 7YU' }
    expect(compared({}, elsewhere)).toEqual({
      verdict: 'apart',
      reasons: ['same-name', 'other-postcode', 'other-house'],
    })
  })
})

describe('any two signatures', () => {
  const maybe = (...values: string[]) => fc.constantFrom(undefined, ...values)
  const signature = fc
    .record({
      name: fc.constantFrom('Ada Okoro', 'ADA O’KORO', 'Bo Okoro'),
      address: maybe('12 Reede Road', '12 Reede Rd', '12 Oxlow Lane', '14 Reede Road', 'Reede Road'),
      postcode: maybe('RM10 8DU', 'RM10 7YU'),
      email: maybe('a@example.org', 'b@example.org'),
    })
    .map(normaliseSignature)

  test('are compared alike in both directions', () => {
    fc.assert(
      fc.property(signature, signature, fc.boolean(), (a, b, gatheredTogether) => {
        expect(compare(a, b, { gatheredTogether })).toEqual(compare(b, a, { gatheredTogether }))
      }),
    )
  })

  test('are apart exactly when they share no blocking key, so looking up by keys misses nothing', () => {
    fc.assert(
      fc.property(signature, signature, fc.boolean(), (a, b, gatheredTogether) => {
        const keys = new Set(blockingKeys(a))
        const meet = blockingKeys(b).some((key) => keys.has(key))
        expect(compare(a, b, { gatheredTogether }).verdict !== 'apart').toBe(meet)
      }),
    )
  })

  test('M1 gathered together are never taken for one without a person', () => {
    fc.assert(
      fc.property(signature, signature, (a, b) => {
        expect(compare(a, b, { gatheredTogether: true }).verdict).not.toBe('same')
      }),
    )
  })
})

describe('the blocking keys of a signature', () => {
  test('are its name with its postcode, its name with its house, and its e-mail address', () => {
    expect(blockingKeys(normaliseSignature({ ...ada, email: 'Ada@example.org' }))).toEqual([
      '["name-postcode","adaokoro","RM10 8DU"]',
      '["name-house-street","adaokoro","12","reederd"]',
      '["email","ada@example.org"]',
    ])
  })

  test('are none for a name alone', () => {
    expect(blockingKeys(normaliseSignature({ name: 'Ada Okoro' }))).toEqual([])
  })
})
