import { instantOf } from '#domain/zoned-time.ts'

export type SignedAtProblem = 'date-not-a-date' | 'date-in-future'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * "2017-08-20", "20/08/2017", either with a time, or an ISO instant. A day is
 * its noon, and a time the wall's, in the petition's zone.
 */
export function signedAtFrom(
  typed: string,
  timeZone: string,
  now: number,
): { at: string } | { problem: SignedAtProblem } {
  const text = typed.trim()
  const match =
    /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4}))(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    )
  if (!match) return { problem: 'date-not-a-date' }
  const [, isoYear, isoMonth, isoDay, day, month, year, hour = '12', minute = '00', second = '00', zone] =
    match
  const two = (digits = '') => digits.padStart(2, '0')
  const date = `${isoYear ?? year}-${two(isoMonth ?? month)}-${two(isoDay ?? day)}`
  const wall = `${date}T${two(hour)}:${minute}`
  // A day that no month has would roll over into the next.
  const exists = new Date(`${wall}Z`)
  if (Number.isNaN(exists.getTime()) || !exists.toISOString().startsWith(wall)) {
    return { problem: 'date-not-a-date' }
  }
  const instant =
    zone === undefined
      ? instantOf(wall, timeZone)
      : new Date(
          `${wall}:${second}${zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/(\d{2})(\d{2})$/, '$1:$2')}`,
        )
  if (Number.isNaN(instant.getTime())) return { problem: 'date-not-a-date' }
  if (instant.getTime() > now + DAY_MS) return { problem: 'date-in-future' }
  return { at: instant.toISOString() }
}
