import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { EntryId } from '#domain/ids.ts'
import { TakeAwayCode, tailOf, takeAwayLink, takeAwayText } from '#domain/takeaway-code.ts'
import { issuesOf } from './issues.ts'

const entry = EntryId.parse('0193512a-7c10-7e5b-9bcd-0123456789ab')
const anEntry = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((random) => EntryId.parse(v7({ random })))
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const isRefused = (typed: string) => !TakeAwayCode.safeParse(typed).success

describe('a code to take away', () => {
  test('is pinned: slips that were handed out stay good', () => {
    expect(takeAwayText(entry)).toBe('QK81-4D2P-F2DB6')
    expect(tailOf(entry)).toBe('bcd-0123456789ab')
    expect(takeAwayLink('https://petition.example.org', entry)).toBe(
      'https://petition.example.org/signature#0193512a-7c10-7e5b-9bcd-0123456789ab',
    )
  })

  test('U11 finds the very entry again, however it is typed, and by the link too', () => {
    fc.assert(
      fc.property(anEntry, (id) => {
        const typed = takeAwayText(id)
          .toLowerCase()
          .replaceAll('-', ' ')
          .replaceAll('0', 'o')
          .replaceAll('1', 'l')
        expect(TakeAwayCode.parse(` ${typed} `)).toBe(id.slice(-16))
        expect(TakeAwayCode.parse(id.toUpperCase())).toBe(id.slice(-16))
      }),
    )
  })

  test('sees every one wrong symbol, and any two that changed places', () => {
    fc.assert(
      fc.property(anEntry, fc.nat(12), fc.nat(12), fc.constantFrom(...symbols), (id, one, other, wrong) => {
        const code = [...takeAwayText(id).replaceAll('-', '')]
        const mistyped = code.with(one, wrong).join('')
        expect(isRefused(mistyped)).toBe(mistyped !== code.join(''))
        const swapped = code
          .with(one, code[other] ?? '')
          .with(other, code[one] ?? '')
          .join('')
        expect(isRefused(swapped)).toBe(swapped !== code.join(''))
      }),
    )
  })

  test('refuses what is none', () => {
    for (const typed of ['', 'K7QM-2XWD', 'QK81-4D2P-F2DB', 'QK81-4D2P-F2DB*', 'x'.repeat(5000)]) {
      expect(issuesOf(TakeAwayCode, typed)).toEqual(['takeaway-code-not-a-code'])
    }
  })

  test('no two of many entries made in the same millisecond share one', () => {
    const made = Array.from({ length: 5000 }, () =>
      takeAwayText(EntryId.parse(v7({ msecs: 1_795_000_000_000, random: new Uint8Array(randomBytes(16)) }))),
    )
    expect(new Set(made).size).toBe(made.length)
  })
})
