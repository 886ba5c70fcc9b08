import * as z from 'zod/mini'
import { Instant } from '#domain/ids.ts'
import { endpoint } from './endpoint.ts'

/** How well the server's own copies cover this petition. Until they do, phones keep what they sent (J3). */
export const Backups = z.strictObject({
  /** When the newest copy was opened and found to be whole; null when there is none. */
  lastVerifiedAt: z.nullable(Instant),
  lastFailedAt: z.nullable(Instant),
  /** Whether copies are kept on the disk of the data, where one fault takes both. */
  sameDisk: z.boolean(),
  /** 0: the server makes none by itself. */
  everyMinutes: z.int(),
  /** Entries that phones can't let go of yet. */
  unbacked: z.int(),
})
export type Backups = z.infer<typeof Backups>

export const readBackups = endpoint({
  method: 'GET',
  path: '/petitions/:petition/backups',
  summary: 'How well backups cover the petition',
  may: 'petition:read',
  reply: Backups,
})
