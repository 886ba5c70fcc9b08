/**
 * What a resident takes home: a code of their own signature, made of the
 * entry's id alone, so that it says nothing of a person and no phone has to
 * keep it. In a link the id stands whole; to be written down, it is the last 60
 * of its bits in twelve of Crockford's base-32 characters and a check
 * character. Why the id, and what that does not protect from, is in `README.md`.
 */
import * as z from 'zod/mini'
import { EntryId } from './ids.ts'
import { alphabet, normaliseCode } from './join-code.ts'

/** The end of an entry's id, "bcd-0123456789ab": an id that ends in it is the one that is meant. */
export const EntryTail = z
  .string()
  .check(z.regex(/^[0-9a-f]{3}-[0-9a-f]{12}$/))
  .brand<'EntryTail'>()
export type EntryTail = z.infer<typeof EntryTail>

const TAIL_LENGTH = 16
const SYMBOLS = 12

/** "K7QM-2XWD-9RTBC" */
export function takeAwayText(entry: EntryId): string {
  let bits = BigInt(`0x${tailOf(entry).replace('-', '')}`)
  let symbols = ''
  for (let place = 0; place < SYMBOLS; place++) {
    symbols = alphabet.charAt(Number(bits & 31n)) + symbols
    bits >>= 5n
  }
  return `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}${alphabet.charAt(times2(sumOf(symbols)))}`
}

/** Behind the `#`, where no server and no log sees it. */
export const takeAwayLink = (origin: string, entry: EntryId): string => `${origin}/signature#${entry}`

/** What somebody typed, or what stood behind the `#` of the link, as the end of the id. */
export const TakeAwayCode = z.pipe(
  z.string().check(
    z.trim(),
    z.maxLength(100, { error: 'takeaway-code-not-a-code', abort: true }),
    z.refine((given) => tailIn(given) !== undefined, 'takeaway-code-not-a-code'),
  ),
  z.pipe(
    z.transform((given: string) => tailIn(given) ?? ''),
    EntryTail,
  ),
)

/** In lower case, whatever the case of the id: phones write it in either. */
export function tailOf(entry: EntryId): EntryTail {
  return EntryTail.parse(entry.slice(-TAIL_LENGTH).toLowerCase())
}

function tailIn(given: string): string | undefined {
  const whole = EntryId.safeParse(given)
  if (whole.success) return tailOf(whole.data)
  const symbols = normaliseCode(given)
  if (symbols.length !== SYMBOLS + 1 || sumOf(symbols) !== 0) return undefined
  let bits = 0n
  for (const symbol of symbols.slice(0, SYMBOLS)) bits = (bits << 5n) | BigInt(alphabet.indexOf(symbol))
  const digits = bits.toString(16).padStart(TAIL_LENGTH - 1, '0')
  return `${digits.slice(0, 3)}-${digits.slice(3)}`
}

/**
 * A check over the field of 32 elements (x⁵ + x² + 1), each symbol weighted by a
 * power of 2: any one wrong symbol, and any two that changed places, are seen.
 * Not a number where there is another character.
 */
function sumOf(symbols: string): number {
  let sum = 0
  for (const symbol of symbols) {
    const value = alphabet.indexOf(symbol)
    if (value < 0) return Number.NaN
    sum = times2(sum) ^ value
  }
  return sum
}

const times2 = (value: number) => ((value << 1) & 31) ^ (value & 16 ? 5 : 0)
