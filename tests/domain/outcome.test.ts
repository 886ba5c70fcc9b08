import { describe, expect, test } from 'vitest'
import { markAfter, Outcome } from '#domain/outcome.ts'

describe('the mark of a door after a knock', () => {
  test('P1 reads alike for who signed and who declined', () => {
    expect(markAfter('to-visit', 'signed')).toBe('done')
    expect(markAfter('to-visit', 'declined')).toBe('done')
  })

  test.each(['no-answer', 'call-back', 'cannot-get-in', 'language'] as const)(
    'leaves the door to visit after %s, also one that was done',
    (outcome) => {
      expect(markAfter('to-visit', outcome)).toBe('to-visit')
      expect(markAfter('done', outcome)).toBe('to-visit')
    },
  )

  test.each(['do-not-knock', 'sticker'] as const)('is "do not knock" after %s', (outcome) => {
    expect(markAfter('done', outcome)).toBe('do-not-knock')
  })

  test.each(Outcome.options)('stays "do not knock" after %s', (outcome) => {
    expect(markAfter('do-not-knock', outcome)).toBe('do-not-knock')
  })
})
