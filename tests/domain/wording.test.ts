import { describe, expect, test } from 'vitest'
import { WordingText as Schema, type WordingText, wordingHash } from '#domain/wording.ts'

const given = {
  language: 'en',
  title: 'Keep Dagenham’s police counter open',
  request: 'We ask the Mayor to keep the counter open.\nIt is the last one.',
  background: 'Café owners feel less safe.',
  recipient: 'Mayor’s Office for Policing and Crime',
  privacyNotice: 'Your name and address are handed over.',
}
const hashOf = (changes: Partial<WordingText> = {}) => wordingHash(Schema.parse({ ...given, ...changes }))

describe('the hash of a wording', () => {
  test('is pinned: signatures name it for ever', async () => {
    expect(await hashOf()).toBe('BxVuu1eIAb2p0QySHTe1yIx3rudh3_C8Ci_pX5i-ywI')
  })

  test('is one for texts that look alike', async () => {
    const hash = await hashOf()
    expect(await hashOf({ background: given.background.normalize('NFD') })).toBe(hash)
    expect(await hashOf({ request: given.request.replace('\n', '\r\n') })).toBe(hash)
    expect(await hashOf({ request: given.request.replace('\n', '  \t\r') })).toBe(hash)
    expect(await hashOf({ title: ` ${given.title}\n` })).toBe(hash)
  })

  test.each(Object.keys(given))('is another with one letter more in the %s', async (field) => {
    const longer = { [field]: `${given[field as keyof typeof given]}x` }
    expect(await hashOf(longer)).not.toBe(await hashOf())
  })

  test('is another when text moves from one field to the next', async () => {
    expect(await hashOf({ title: 'ab', recipient: 'c' })).not.toBe(
      await hashOf({ title: 'a', recipient: 'bc' }),
    )
  })
})

test('a wording is never longer than a sheet can hold', () => {
  expect(Schema.safeParse({ ...given, title: 'x'.repeat(81) }).success).toBe(false)
  expect(Schema.safeParse({ ...given, background: 'x'.repeat(800) }).success).toBe(true)
})
