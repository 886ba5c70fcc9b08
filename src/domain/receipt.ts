/** The server's word on one entry. Only a receipt changes what a phone believes (S2). */
import * as z from 'zod/mini'
import { Sha256 } from './ids.ts'

/** Closed list: each has one sentence for the volunteer and one for the organiser. */
export const RefusalReason = z.enum([
  'malformed',
  'too-large',
  'hash-mismatch',
  'foreign-petition',
  'foreign-device',
  'unknown-key',
  'cannot-open',
  'rules-not-met',
  'unknown-wording',
  'method-not-accepted',
  'same-id-other-content',
  'same-number-other-entry',
  'not-yours-to-change',
  'petition-closed',
])
export type RefusalReason = z.infer<typeof RefusalReason>

/** Kept, to be looked at again when the server learns what it lacks. */
export const DeferralReason = z.enum(['newer-version', 'unknown-kind', 'unknown-ref', 'unknown-door'])
export type DeferralReason = z.infer<typeof DeferralReason>

const subject = { id: z.string(), hash: z.union([Sha256, z.literal('')]) } as const

/** The petition's commit number at which the entry arrived: the phone keeps it until a backup covers that number (J3). */
const received = z.int().check(z.gte(1))

export const Receipt = z.discriminatedUnion('state', [
  z.strictObject({ ...subject, state: z.literal('held'), received }),
  z.strictObject({ ...subject, state: z.literal('deferred'), received, reason: DeferralReason }),
  z.strictObject({ ...subject, state: z.literal('refused'), reason: RefusalReason }),
])
export type Receipt = z.infer<typeof Receipt>
