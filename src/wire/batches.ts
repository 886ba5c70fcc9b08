import * as z from 'zod/mini'
import { BatchId, EntryId, Instant } from '#domain/ids.ts'
import { Connection, Method } from '#domain/personal.ts'
import { Standing } from '#domain/tally.ts'
import { endpoint } from './endpoint.ts'

/** Received is always new plus already on the roll plus to decide plus late plus withdrawn. */
export const BatchCounts = z.strictObject({
  received: z.int(),
  new: z.int(),
  alreadyOnRoll: z.int(),
  toDecide: z.int(),
  late: z.int(),
  withdrawn: z.int(),
})
export type BatchCounts = z.infer<typeof BatchCounts>

export const Batch = z.strictObject({
  id: BatchId,
  /** "B-7QK2" */
  code: z.string(),
  /** `tray`: what was refused, and taken in after all by an organiser. */
  source: z.enum(['phone', 'online', 'tray']),
  /** The volunteer's name, or the name of the import. */
  from: z.string(),
  receivedAt: Instant,
  /** `late`: arrived after the deadline, and not let in (S10). */
  state: z.enum(['receiving', 'late', 'waiting', 'accepted']),
  counts: BatchCounts,
  knocks: z.int(),
})
export type Batch = z.infer<typeof Batch>

export const SignatureRow = z.strictObject({
  id: EntryId,
  name: z.string(),
  address: z.nullable(z.string()),
  postcode: z.nullable(z.string()),
  connection: z.nullable(Connection),
  method: Method,
  /** The phone's clock, or the date in the import. */
  signedAt: Instant,
  street: z.nullable(z.string()),
  standing: Standing,
  /** What accepting would make of it; null once accepted. */
  proposal: z.nullable(z.enum(['new', 'already-on-roll', 'to-decide'])),
})
export type SignatureRow = z.infer<typeof SignatureRow>

export const listBatches = endpoint({
  method: 'GET',
  path: '/petitions/:petition/batches',
  summary: 'Batches, the newest first',
  may: 'batch:read',
  query: z.object({ before: z.optional(z.string()) }),
  reply: z.strictObject({ batches: z.array(Batch), before: z.nullable(z.string()) }),
})

export const readBatch = endpoint({
  method: 'GET',
  path: '/petitions/:petition/batches/:batch',
  summary: 'One batch with its signatures, 100 a page',
  may: 'batch:read',
  query: z.object({ page: z.optional(z.string().check(z.regex(/^\d{1,6}$/))) }),
  reply: z.strictObject({ batch: Batch, signatures: z.array(SignatureRow), pages: z.int() }),
})

export const acceptBatch = endpoint({
  method: 'POST',
  path: '/petitions/:petition/batches/:batch/accept',
  summary: 'Put the new on the roll and link those already on it; the undecided wait',
  may: 'batch:decide',
  reply: z.strictObject({ batch: Batch }),
})

export const undoBatch = endpoint({
  method: 'POST',
  path: '/petitions/:petition/batches/:batch/undo',
  summary: 'Take the batch off the roll again; it waits as when it arrived',
  may: 'batch:decide',
  reply: z.strictObject({ batch: Batch }),
})
