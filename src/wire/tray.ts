/**
 * The tray: entries that were refused or deferred, for a person to look at and
 * resolve. Kept as they came; nothing here is ever dropped (S3).
 */
import * as z from 'zod/mini'
import { EntryKind } from '#domain/entry.ts'
import { Instant } from '#domain/ids.ts'
import { endpoint } from './endpoint.ts'

/** Why an organiser leaves an entry out: the count statement names the number, the audit trail the reason. */
export const LeaveOutReason = z.enum([
  'gathered-again',
  'trial',
  'not-a-signature',
  'cannot-be-read',
  'other',
])
export type LeaveOutReason = z.infer<typeof LeaveOutReason>

/** Ids as claimed by the entry; together they name one in the tray. */
const Claimed = z.string().check(z.regex(/^[\w-]{0,100}$/))
const TrayKey = z.strictObject({ id: Claimed, hash: Claimed, device: Claimed })
export type TrayKey = z.infer<typeof TrayKey>

export const TrayEntry = z.strictObject({
  ...TrayKey.shape,
  /** The collector; null where the device is not known. */
  from: z.nullable(z.string()),
  reason: z.string(),
  state: z.enum(['refused', 'deferred']),
  receivedAt: Instant,
  kind: z.nullable(EntryKind),
  /** Where and when it was made, as it says. */
  address: z.nullable(z.string()),
  madeAt: z.nullable(Instant),
  /** Whoever signed, where the entry can be opened. */
  name: z.nullable(z.string()),
  /** Whether it can be taken in after all. */
  canTakeIn: z.boolean(),
  resolution: z.nullable(z.enum(['taken-in', 'left-out'])),
  why: z.nullable(LeaveOutReason),
  resolvedAt: z.nullable(Instant),
})
export type TrayEntry = z.infer<typeof TrayEntry>

export const readTray = endpoint({
  method: 'GET',
  path: '/petitions/:petition/tray',
  summary: 'Entries that were refused or deferred, why, and what became of them; the unresolved first',
  may: 'batch:read',
  reply: z.strictObject({ entries: z.array(TrayEntry), open: z.int() }),
})

const reply = z.strictObject({ entry: TrayEntry })

export const takeIn = endpoint({
  method: 'POST',
  path: '/petitions/:petition/tray/take-in',
  summary: 'Take an entry in after all: a signature goes into a batch, to be accepted like any other',
  may: 'batch:decide',
  body: TrayKey,
  reply,
})

export const leaveOut = endpoint({
  method: 'POST',
  path: '/petitions/:petition/tray/leave-out',
  summary: 'Leave an entry out, with the reason',
  may: 'batch:decide',
  body: z.strictObject({ ...TrayKey.shape, why: LeaveOutReason }),
  reply,
})

/** Refused with `conflict` when the batch it went into is accepted, or when it changed another signature. */
export const putBack = endpoint({
  method: 'POST',
  path: '/petitions/:petition/tray/put-back',
  summary: 'Put a resolved entry back into the tray',
  may: 'batch:decide',
  body: TrayKey,
  reply,
})
