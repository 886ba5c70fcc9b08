import * as z from 'zod/mini'
import { Instant } from '#domain/ids.ts'
import { endpoint } from './endpoint.ts'

/** Who saw, exported, changed and decided: ids and counts, never a signatory's name. */
export const AuditEvent = z.strictObject({
  seq: z.int(),
  at: Instant,
  /** The member's name, resolved when read; null for the server itself. */
  by: z.nullable(z.string()),
  action: z.string(),
  subject: z.nullable(z.string()),
  count: z.nullable(z.int()),
})
export type AuditEvent = z.infer<typeof AuditEvent>

export const readAudit = endpoint({
  method: 'GET',
  path: '/petitions/:petition/audit',
  summary: 'The audit trail, the newest first, 100 at a time',
  may: 'audit:read',
  query: z.object({ before: z.optional(z.string().check(z.regex(/^\d{1,12}$/))) }),
  reply: z.strictObject({ events: z.array(AuditEvent), before: z.nullable(z.int()) }),
})
