import { DeferralReason } from '#domain/receipt.ts'
import type { listRefused as listRefusedEndpoint } from '#wire/batches.ts'
import type { ReplyOf } from '#wire/endpoint.ts'
import { memberNames } from '../members/member-names.ts'
import type { Server } from '../server.ts'

const MAX_SHOWN = 500

/** What was not taken in, the newest first. It is sealed, so whose phone and why is all there is to see. */
export async function listRefused(
  server: Server,
  petition: string,
): Promise<ReplyOf<typeof listRefusedEndpoint>['entries']> {
  const rows = await server.store.db
    .selectFrom('refused')
    .leftJoin('devices', (join) =>
      join.onRef('devices.petition', '=', 'refused.petition').onRef('devices.id', '=', 'refused.device'),
    )
    .select(['refused.id', 'refused.reason', 'refused.receivedAt', 'devices.member'])
    .where('refused.petition', '=', petition)
    .orderBy('refused.received', 'desc')
    .orderBy('refused.id')
    .limit(MAX_SHOWN)
    .execute()
  const names = await memberNames(server, petition)
  return rows.map(({ id, reason, receivedAt, member }) => ({
    id,
    from: names.get(member ?? '') ?? null,
    reason,
    state: DeferralReason.safeParse(reason).success ? 'deferred' : 'refused',
    receivedAt: new Date(receivedAt).toISOString(),
  }))
}
