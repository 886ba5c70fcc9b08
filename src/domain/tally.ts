/**
 * The tally (T1): always three numbers. The same fold serves the phone, the
 * captain's board, the organiser's batches and the roll.
 */
import * as z from 'zod/mini'
import type { MemberId, StreetId } from './ids.ts'

const count = z.int().check(z.gte(0))

export const Tally = z.strictObject({
  /** Saved on a phone, no receipt yet. */
  onPhones: count,
  /** Held by the server, counted or not. */
  received: count,
  /** On the roll by this very signature. */
  counted: count,
  /** Received, but the signatory counts by an earlier signature: never whom or where. */
  alsoElsewhere: count,
})
export type Tally = z.infer<typeof Tally>

/**
 * Where a signature stands. `waiting`: its batch is not accepted yet.
 * `to-decide`: a person has to say whether it is somebody on the roll.
 * `counted`: on the roll by this signature. `also-elsewhere`: its signatory
 * counts by an earlier one. `late`: arrived after the deadline, and not, or not
 * yet, let in (S10). `withdrawn`: by the resident.
 */
export const Standing = z.enum(['waiting', 'to-decide', 'counted', 'also-elsewhere', 'late', 'withdrawn'])
export type Standing = z.infer<typeof Standing>

export type TallyFact = {
  /** Absent for the online notice and for a stall. */
  readonly street?: StreetId | undefined
  /** Absent for the online notice. */
  readonly collector?: MemberId | undefined
  readonly standing: Standing | 'on-phone'
}

export const noTally: Tally = { onPhones: 0, received: 0, counted: 0, alsoElsewhere: 0 }

/** Adds up the facts. A withdrawn signature is in none of the three numbers. */
export function tallyOf(facts: Iterable<Pick<TallyFact, 'standing'>>): Tally {
  const tally = { ...noTally }
  for (const { standing } of facts) {
    if (standing === 'withdrawn') continue
    if (standing === 'on-phone') {
      tally.onPhones += 1
      continue
    }
    tally.received += 1
    if (standing === 'counted') tally.counted += 1
    if (standing === 'also-elsewhere') tally.alsoElsewhere += 1
  }
  return tally
}

export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum = { ...noTally }
  for (const tally of tallies) {
    sum.onPhones += tally.onPhones
    sum.received += tally.received
    sum.counted += tally.counted
    sum.alsoElsewhere += tally.alsoElsewhere
  }
  return sum
}
