import type { PhoneReport } from '#wire/phone-report.ts'
import type { Caller } from '../caller.ts'
import type { Server } from '../server.ts'
import { inPortions } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'

/** Of each phone: enough to see a pattern, and no more than anybody reads. */
const MAX_INCIDENTS = 40

/** What a phone says of its storage and its clock. An incident that comes twice is one (S1). */
export async function noteReport(
  trx: Trx,
  server: Server,
  { petition, device }: Caller,
  { copies, clockOffsetMs, oldestUnsentAt, incidents }: PhoneReport,
): Promise<void> {
  const reportedAt = server.now()
  await trx
    .updateTable('devices')
    .set({ copies, clockOffsetMs, oldestUnsentAt, reportedAt })
    .where('petition', '=', petition)
    .where('id', '=', device)
    .execute()
  if (incidents.length === 0) return
  const rows = incidents.map((incident) => ({ petition, device, ...incident, reportedAt }))
  for (const portion of inPortions(rows)) {
    await trx
      .insertInto('incidents')
      .values(portion)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await forgetOldest(trx, petition, device)
}

async function forgetOldest(trx: Trx, petition: string, device: string): Promise<void> {
  const oldest = await trx
    .selectFrom('incidents')
    .select('at')
    .where('petition', '=', petition)
    .where('device', '=', device)
    .orderBy('at', 'desc')
    .offset(MAX_INCIDENTS)
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined) return
  await trx
    .deleteFrom('incidents')
    .where('petition', '=', petition)
    .where('device', '=', device)
    .where('at', '<=', oldest.at)
    .execute()
}
