/** What a phone says of its own storage and clock, so that a captain learns of trouble before a volunteer does (J4). */
import * as z from 'zod/mini'
import { Instant } from '#domain/ids.ts'

/** Once for each incident: the phone forgets it when the push that carried it was received. */
export const Incident = z.strictObject({
  kind: z.enum([
    /** The database came back empty, or without what the journal files hold. */
    'database-lost',
    'files-lost',
    /** A store did not take a save, which is in the other one. */
    'database-failed',
    'file-failed',
  ]),
  at: Instant,
  /** How many entries were brought back from the other copy. */
  broughtBack: z.int().check(z.gte(0)),
})
export type Incident = z.infer<typeof Incident>

export const PhoneReport = z.strictObject({
  /** In how many places this phone keeps what it saves. */
  copies: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** The phone's clock minus the server's, in milliseconds; null before the first hello (S10). */
  clockOffsetMs: z.nullable(z.int()),
  oldestUnsentAt: z.nullable(Instant),
  incidents: z.array(Incident).check(z.maxLength(20)),
})
export type PhoneReport = z.infer<typeof PhoneReport>
