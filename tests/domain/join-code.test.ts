import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeText, JoinCode, joinCodeFrom } from '#domain/join-code.ts'
import { issuesOf } from './issues.ts'

const fiveBytes = fc.uint8Array({ minLength: 5, maxLength: 5 })

describe('a join code', () => {
  test('is five bytes in eight characters', () => {
    expect(joinCodeFrom(Uint8Array.from([0, 0, 0, 0, 0]))).toBe('00000000')
    expect(joinCodeFrom(Uint8Array.from([255, 255, 255, 255, 255]))).toBe('ZZZZZZZZ')
    expect(joinCodeFrom(Uint8Array.from([0x12, 0x34, 0x56, 0x78, 0x9a]))).toBe('28T5CY4T')
    expect(codeText('28T5CY4T')).toBe('28T5-CY4T')
  })

  test('is understood however it is typed from a sheet or over the phone', () => {
    fc.assert(
      fc.property(fiveBytes, (bytes) => {
        const code = joinCodeFrom(bytes)
        const typed = ` ${codeText(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
        expect(JoinCode.parse(code)).toBe(code)
        expect(JoinCode.parse(codeText(code))).toBe(code)
        expect(JoinCode.parse(typed)).toBe(code)
        expect(JoinCode.parse(code.replaceAll('1', 'I').split('').join(' '))).toBe(code)
      }),
    )
  })

  test('differs for different bytes', () => {
    fc.assert(
      fc.property(fiveBytes, fiveBytes, (a, b) => {
        expect(joinCodeFrom(a) === joinCodeFrom(b)).toBe(a.join() === b.join())
      }),
    )
  })

  test.each([
    ['', 'code-missing'],
    [' - ', 'code-missing'],
    ['28T5', 'code-not-a-code'],
    ['28T5-CY4T-9', 'code-not-a-code'],
    ['28T5-CY4U', 'code-not-a-code'],
    ['28T5_CY4T', 'code-not-a-code'],
  ])('is not %j: %s', (typed, key) => {
    expect(issuesOf(JoinCode, typed)).toEqual([key])
  })
})
