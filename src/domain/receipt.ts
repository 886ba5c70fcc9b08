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
  /** A newer server's reason, for which this app has no words yet. */
  'other',
])
export type RefusalReason = z.infer<typeof RefusalReason>

/** Kept, to be looked at again when the server learns what it lacks, or, from a revoked device, when a person has looked (S8). */
export const DeferralReason = z.enum([
  'newer-version',
  'unknown-kind',
  'unknown-ref',
  'unknown-door',
  'device-revoked',
  'other',
])
export type DeferralReason = z.infer<typeof DeferralReason>

const subject = { id: z.string(), hash: z.union([Sha256, z.literal('')]) } as const

/** The petition's commit number at which the entry arrived: the phone keeps it until a backup covers that number (J3). */
const received = z.int().check(z.gte(1))

/** The three states are for ever; reasons may grow, and an older phone reads a new one as 'other' (S7). */
export const Receipt = z.discriminatedUnion('state', [
  z.object({ ...subject, state: z.literal('held'), received }),
  z.object({ ...subject, state: z.literal('deferred'), received, reason: z.catch(DeferralReason, 'other') }),
  z.object({ ...subject, state: z.literal('refused'), reason: z.catch(RefusalReason, 'other') }),
])
export type Receipt = z.infer<typeof Receipt>
