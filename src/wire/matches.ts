import * as z from 'zod/mini'
import { EntryId, Instant } from '#domain/ids.ts'
import { SignatureRow } from './batches.ts'
import { endpoint } from './endpoint.ts'

/** Two signatures that may be one person's. `a` is the one that arrived later. */
export const Match = z.strictObject({
  a: SignatureRow,
  b: SignatureRow,
  /** Keys of messages: "same-name", "same-postcode", "other-house". */
  reasons: z.array(z.string()),
  decision: z.nullable(
    z.strictObject({ verdict: z.enum(['same', 'different']), by: z.string(), at: Instant }),
  ),
})
export type Match = z.infer<typeof Match>

const pair = z.strictObject({ a: EntryId, b: EntryId })

export const listMatches = endpoint({
  method: 'GET',
  path: '/petitions/:petition/matches',
  summary: 'Pairs to decide, or those already decided, 50 at a time',
  may: 'match:decide',
  query: z.object({ state: z.enum(['open', 'decided']) }),
  reply: z.strictObject({ matches: z.array(Match), open: z.int(), decided: z.int() }),
})

export const decideMatch = endpoint({
  method: 'POST',
  path: '/petitions/:petition/matches/decide',
  summary: 'Say whether the two are one person',
  may: 'match:decide',
  body: z.strictObject({ ...pair.shape, verdict: z.enum(['same', 'different']) }),
  reply: z.strictObject({ open: z.int() }),
})

export const undoMatch = endpoint({
  method: 'POST',
  path: '/petitions/:petition/matches/undo',
  summary: 'Take a decision back: the pair is open again',
  may: 'match:decide',
  body: pair,
  reply: z.strictObject({ open: z.int() }),
})
