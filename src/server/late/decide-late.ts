import type { LateDecision } from '#wire/late.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { refreshTallies } from '../tallies.ts'

/**
 * Decides once for all that arrived, or will arrive, after the deadline. Let
 * in, the late batches wait to be accepted like any other, except for what was
 * signed after the deadline; any other decision takes them out again, which
 * can't be while one of them is accepted.
 */
export async function decideLate(
  server: Server,
  caller: Caller,
  decision: LateDecision | null,
): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    // The petition's number is its lock: no push and no acceptance comes between.
    await takeNumber(trx, petition)
    const isLetIn = decision === 'let-in'
    if (!isLetIn) await refuseWhileAccepted(trx, petition)
    await trx
      .updateTable('petitions')
      .set({ lateDecision: decision, lateDecidedAt: decision === null ? null : server.now() })
      .where('id', '=', petition)
      .execute()
    await trx
      .updateTable('batches')
      .set({ state: isLetIn ? 'waiting' : 'late', proposedAt: -1 })
      .where('petition', '=', petition)
      .where('isLate', '=', 1)
      .where('state', '=', isLetIn ? 'late' : 'waiting')
      .execute()
    const moved = await trx
      .updateTable('signatures')
      .set({ standing: isLetIn ? 'waiting' : 'late', proposal: null })
      .where('petition', '=', petition)
      .where('lateness', '=', 'late')
      .where('standing', '=', isLetIn ? 'late' : 'waiting')
      .returning('street')
      .execute()
    await refreshTallies(trx, petition, new Set(moved.map(({ street }) => street)))
    await writeAudit(trx, server.now(), caller, {
      action: 'late-decided',
      subject: decision ?? 'undecided',
      count: moved.length,
    })
  })
}

async function refuseWhileAccepted(trx: Trx, petition: string): Promise<void> {
  const accepted = await trx
    .selectFrom('batches')
    .select('id')
    .where('petition', '=', petition)
    .where('isLate', '=', 1)
    .where('state', '=', 'accepted')
    .limit(1)
    .executeTakeFirst()
  if (accepted !== undefined) throw new Refusal('conflict')
}
