import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64url, toBase64url } from '#domain/base64url.ts'
import { sha256 } from '#domain/sha256.ts'

test('base64url is that of RFC 4648, without padding, and comes back', () => {
  expect(toBase64url(Uint8Array.from([0xfb, 0xff, 0xfe, 0]))).toBe('-__-AA')
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
      expect([...fromBase64url(toBase64url(bytes))]).toEqual([...bytes])
    }),
  )
  expect(() => fromBase64url('!')).toThrow()
})

test('SHA-256 is that of FIPS 180-4', async () => {
  expect(await sha256(new TextEncoder().encode('abc'))).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})
