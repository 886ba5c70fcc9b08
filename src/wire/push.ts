/** A push carries a phone's unsent entries; the reply holds one receipt for each (S3). */
import * as z from 'zod/mini'
import { DeviceId, RunId, StreetId } from '#domain/ids.ts'
import { Receipt } from '#domain/receipt.ts'
import { Nonce } from './hello.ts'
import { PhoneReport } from './phone-report.ts'
import { TallyReport } from './tally-report.ts'

/** S4: a push holds at most so many entries, and so many bytes once compressed. */
export const MAX_PUSH_ENTRIES = 256
export const MAX_PUSH_BYTES = 128 * 1024
export const MAX_PUSH_RUNS = 1000
export const MAX_PUSH_STREETS = 500

/** Parsed one by one, so that a poisoned entry never holds back another. */
export const PushedEntries = z.array(z.unknown()).check(z.maxLength(MAX_PUSH_ENTRIES))

const common = {
  nonce: Nonce,
  device: DeviceId,
  /** Each run with something unsent and its highest number, so that the server can tell what the phone still holds. */
  runs: z
    .array(z.strictObject({ run: RunId, seq: z.int().check(z.gte(0)) }))
    .check(z.maxLength(MAX_PUSH_RUNS)),
  /** Signatures still unsent, by street, once this push is received: for the captain's board. */
  unsent: z
    .array(z.strictObject({ street: StreetId, signatures: z.int().check(z.gte(0)) }))
    .check(z.maxLength(MAX_PUSH_STREETS)),
  entries: PushedEntries,
} as const

export const Push = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), ...common }),
  z.strictObject({ version: z.literal(2), ...common, report: z.optional(PhoneReport) }),
])
export type Push = z.infer<typeof Push>

export const PushReply = z.object({
  /** The version of the push. */
  version: z.int(),
  nonce: Nonce,
  epoch: z.string(),
  durableMark: z.int(),
  receipts: z.array(Receipt),
  /** The receipt code of this batch, "B-7QK2": what a volunteer can quote. Absent when nothing new arrived. */
  batchCode: z.optional(z.string()),
  tallies: TallyReport,
})
export type PushReply = z.infer<typeof PushReply>
