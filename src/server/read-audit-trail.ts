import type { readAudit } from '#wire/audit.ts'
import type { ReplyOf } from '#wire/endpoint.ts'
import { memberNames } from './members/member-names.ts'
import type { Server } from './server.ts'

const SHOWN = 100

/** The newest first. The trail holds ids; the members' names are looked up as it is read. */
export async function readAuditTrail(
  server: Server,
  petition: string,
  before: string | undefined,
): Promise<ReplyOf<typeof readAudit>> {
  let query = server.store.db.selectFrom('audit').selectAll().where('petition', '=', petition)
  if (before !== undefined) query = query.where('seq', '<', Number(before))
  const rows = await query.orderBy('seq', 'desc').limit(SHOWN).execute()
  const names = await memberNames(server, petition)
  const last = rows.length < SHOWN ? undefined : rows.at(-1)
  return {
    events: rows.map(({ seq, at, member, action, subject, count }) => ({
      seq,
      at: new Date(at).toISOString(),
      by: member === null ? null : (names.get(member) ?? null),
      action,
      subject,
      count,
    })),
    before: last?.seq ?? null,
  }
}
