import { describe, expect, test } from 'vitest'
import { ClearPart, Entry } from '#domain/entry.ts'
import { pinnedClear } from './entry-vector.ts'
import { issuesOf } from './issues.ts'

const sealing = { nonce: 'N'.repeat(16), sealed: 'S'.repeat(40), hash: 'H'.repeat(43) }
const sign = { ...pinnedClear, ...sealing }
const without = <Whole extends object, Key extends keyof Whole>(whole: Whole, key: Key) => {
  const { [key]: _, ...rest } = whole
  return rest
}

const { outcome: _, method: __, wording: ___, ...base } = sign
const knock = { ...base, kind: 'knock', outcome: 'no-answer' }
const amend = { ...base, kind: 'amend', ref: pinnedClear.id }

describe('an entry', () => {
  test.each([
    ['a sign', sign],
    ['a sign at a stall, without a door', without(sign, 'door')],
    ['a knock', knock],
    ['an amend', amend],
    ['a withdrawal', { ...amend, kind: 'withdraw' }],
  ])('may be %s', (_, entry) => {
    expect(Entry.parse(entry)).toEqual(entry)
  })

  test.each(['street', 'wording', 'method', 'outcome'] as const)('that signs has a %s', (field) => {
    expect(issuesOf(Entry, without(sign, field))).toEqual(['incomplete-sign'])
  })

  test('that signs has the outcome "signed"', () => {
    expect(issuesOf(Entry, { ...sign, outcome: 'declined' })).toEqual(['incomplete-sign'])
  })

  test.each(['street', 'door', 'outcome'] as const)('that knocks has a %s', (field) => {
    expect(issuesOf(Entry, without(knock, field))).toEqual(['incomplete-knock'])
  })

  test('A1 that amends or withdraws names what it is about, and no other does', () => {
    expect(issuesOf(Entry, without(amend, 'ref'))).toEqual(['ref-mismatch'])
    expect(issuesOf(Entry, { ...without(amend, 'ref'), kind: 'withdraw' })).toEqual(['ref-mismatch'])
    expect(issuesOf(Entry, { ...sign, ref: sign.id })).toEqual(['ref-mismatch'])
    expect(issuesOf(Entry, { ...knock, ref: sign.id })).toEqual(['ref-mismatch'])
  })

  test.each([
    ['another version', { v: 2 }],
    ['an unknown kind', { kind: 'sticker' }],
    ['an unknown field', { name: 'Ada Okoro' }],
    ['no place in its run', { seq: 0 }],
    ['half a place in its run', { seq: 1.5 }],
    ['an id of nothing', { id: 'first' }],
    ['a time without milliseconds', { madeAt: '2026-11-22T10:11:12Z' }],
    ['a time in another zone', { madeAt: '2026-11-22T10:11:12.345+01:00' }],
    ['a short nonce', { nonce: 'N'.repeat(15) }],
    ['a short key', { enc: 'C'.repeat(86) }],
    ['base64 with plus signs', { nonce: '+'.repeat(16) }],
    ['no tag', { sealed: '' }],
    ['a sealed part of a megabyte', { sealed: 'S'.repeat(1_000_000) }],
    ['a short hash', { hash: 'H'.repeat(42) }],
  ])('is refused with %s', (_, change) => {
    expect(Entry.safeParse({ ...sign, ...change }).success).toBe(false)
  })

  test.each([null, 'entry', 7, [], {}])('is not %j', (value) => {
    expect(Entry.safeParse(value).success).toBe(false)
  })

  test('P1 has no clear field that could name a person', () => {
    expect(Object.keys(ClearPart.shape)).toEqual([
      ...['id', 'petition', 'device', 'run', 'seq', 'v', 'kind', 'street', 'door', 'outcome', 'method'],
      ...['wording', 'ref', 'madeAt', 'keyId', 'enc'],
    ])
  })
})
