/**
 * A code that lets somebody in: 40 bits in eight of Crockford's base-32
 * characters (no I, L, O, U), because it is also read out and typed. 40 bits
 * are enough only because the server limits the rate of attempts.
 */
import * as z from 'zod/mini'

export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Accepts small letters, spaces, hyphens, and the letters people confuse: O for 0, I and L for 1. */
export const JoinCode = z.pipe(
  z.string().check(
    z.refine((typed) => normaliseCode(typed) !== '', 'code-missing'),
    z.refine(
      (typed) => normaliseCode(typed) === '' || /^[0-9A-HJKMNP-TV-Z]{8}$/.test(normaliseCode(typed)),
      'code-not-a-code',
    ),
  ),
  z.transform(normaliseCode),
)

export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}

/** Five random bytes as a code of eight characters. */
export function joinCodeFrom(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte)
  let code = ''
  for (let i = 0; i < 8; i++) {
    code = alphabet.charAt(Number(bits & 31n)) + code
    bits >>= 5n
  }
  return code
}

/** "K7QM-2XWD": how a code is shown. */
export const codeText = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`
