/**
 * What a phone last said of itself, in words: first what somebody should help
 * with, then what is only good to know. Its own times are corrected by what its
 * clock was measured to be wrong.
 */
import type { Member } from '#wire/members.ts'
import { phoneHealthText as text } from './phone-health-text.ts'

export type Device = Member['devices'][number]
export type PhoneHealth = { readonly trouble: readonly string[]; readonly known: readonly string[] }

const DAY_MS = 24 * 60 * 60_000
const LONG_UNSENT_MS = 2 * DAY_MS
/** What happened to a storage is worth a call for a week. */
const RECENT_MS = 7 * DAY_MS
/** As in the phone's own ready check. */
const CLOCK_RIGHT_MS = 10 * 60_000

/** When anybody was last heard, in milliseconds: by the server's clock, which this browser's need not agree with. */
export const newestOf = (members: readonly Member[]): number =>
  Math.max(
    0,
    ...members.flatMap(({ devices }) =>
      devices.map(({ lastSeenAt, joinedAt }) => Date.parse(lastSeenAt ?? joinedAt)),
    ),
  )

export function healthOf(device: Device, now: number): PhoneHealth {
  const { copies, clockOffsetMs, oldestUnsentAt, lastIncident, revokedAt, unsent, lastSeenAt } = device
  if (revokedAt !== null) return { trouble: [], known: [] }
  const trouble: string[] = []
  const known: string[] = []
  const trueTime = (at: string) => Date.parse(at) - (clockOffsetMs ?? 0)

  if (copies === 0) trouble.push(text.cannotSave)
  const oldest = oldestUnsentAt === null ? undefined : trueTime(oldestUnsentAt)
  if (oldest !== undefined && now - oldest > LONG_UNSENT_MS) trouble.push(text.waitsLong(oldest))
  else if (unsent > 0 && lastSeenAt !== null && now - Date.parse(lastSeenAt) > LONG_UNSENT_MS) {
    trouble.push(text.notHeard)
  }
  if (lastIncident !== null) {
    const { kind, at, broughtBack } = lastIncident
    const isLoss = kind === 'database-lost' || kind === 'files-lost'
    const words = isLoss ? text.lost(trueTime(at), broughtBack) : text.failed(trueTime(at))
    const isFresh = now - trueTime(at) < RECENT_MS
    const isOver = !isLoss && copies === 2
    if (isFresh && !isOver) trouble.push(words)
    else known.push(words)
  }

  if (copies === 2) known.push(text.twoCopies)
  if (copies === 1) known.push(text.oneCopy)
  if (clockOffsetMs !== null && Math.abs(clockOffsetMs) >= CLOCK_RIGHT_MS) {
    known.push(text.clock(clockOffsetMs))
  }
  return { trouble, known }
}
