/** Signatures that arrived after the deadline: kept apart, and let in or left out once for all (S10). */
import * as z from 'zod/mini'
import { EntryId, Instant } from '#domain/ids.ts'
import { Lateness } from '#domain/lateness.ts'
import { endpoint } from './endpoint.ts'

export const LateDecision = z.enum(['let-in', 'leave-out'])
export type LateDecision = z.infer<typeof LateDecision>

export const LateArrivals = z.strictObject({
  /** The deadline that they missed; null where there is none yet. */
  deadline: z.nullable(Instant),
  /** Null until an organiser has decided. It holds for those that arrive later, too. */
  decision: z.nullable(LateDecision),
  decidedAt: z.nullable(Instant),
  /** Signed in time by the phone's clock: these the decision lets in. */
  signedInTime: z.int(),
  /** Signed after the deadline: never let in. */
  signedLate: z.int(),
  /** The newest 200, without names. */
  arrivals: z.array(
    z.strictObject({
      id: EntryId,
      from: z.string(),
      street: z.nullable(z.string()),
      lateness: Lateness,
      /** By the phone's clock. */
      signedAt: Instant,
      receivedAt: Instant,
      /** The phone's clock minus the server's at its last pass; null where it was not measured. */
      clockOffsetMs: z.nullable(z.int()),
    }),
  ),
})
export type LateArrivals = z.infer<typeof LateArrivals>

export const readLate = endpoint({
  method: 'GET',
  path: '/petitions/:petition/late',
  summary: 'What arrived after the deadline, with both times',
  may: 'batch:read',
  reply: LateArrivals,
})

/** Null takes the decision back; refused with `conflict` while a batch that it let in is accepted. */
export const decideLate = endpoint({
  method: 'PUT',
  path: '/petitions/:petition/late',
  summary: 'Let in those that were signed in time, or leave all out',
  may: 'batch:decide',
  body: z.strictObject({ decision: z.nullable(LateDecision) }),
  reply: LateArrivals,
})
