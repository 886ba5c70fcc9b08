import * as z from 'zod/mini'
import { SignatureRow } from './batches.ts'
import { endpoint } from './endpoint.ts'

/** How the roll comes about: collected minus each reason is what counts (H1). */
export const RollCount = z.strictObject({
  /** Received plus what was refused and not taken in. */
  collected: z.int(),
  /** Signatures that the server could not take in, or that an organiser left out. */
  refused: z.int(),
  received: z.int(),
  waiting: z.int(),
  toDecide: z.int(),
  alsoElsewhere: z.int(),
  /** Arrived after the deadline, and not let in (S10). */
  late: z.int(),
  withdrawn: z.int(),
  /** Collected − refused − waiting − toDecide − alsoElsewhere − late − withdrawn. */
  counted: z.int(),
})
export type RollCount = z.infer<typeof RollCount>

export const readRoll = endpoint({
  method: 'GET',
  path: '/petitions/:petition/roll',
  summary: 'The signatories that count, 100 a page, and how the count comes about',
  may: 'roll:read',
  query: z.object({ page: z.optional(z.string().check(z.regex(/^\d{1,6}$/))) }),
  reply: z.strictObject({ count: RollCount, signatories: z.array(SignatureRow), pages: z.int() }),
})

/** Replies with `text/csv`, UTF-8 with a byte-order mark; no cell can be run as a formula. */
export const exportRoll = endpoint({
  method: 'GET',
  path: '/petitions/:petition/roll.csv',
  summary: 'The roll as CSV',
  may: 'roll:export',
  reply: z.string(),
})

/** The names gathered in one street, for its captain and for organisers. */
export const readStreetSignatures = endpoint({
  method: 'GET',
  path: '/petitions/:petition/streets/:street/signatures',
  summary: 'Signatures gathered in one street',
  may: 'signature:read',
  reply: z.strictObject({ signatures: z.array(SignatureRow) }),
})
