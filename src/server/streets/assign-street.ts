import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { streetInReach } from './streets-in-reach.ts'

export async function assignStreet(
  server: Server,
  caller: Caller,
  street: string,
  member: string,
): Promise<void> {
  await server.store.transact(async (trx) => {
    // Locks the petition: the street is not removed, nor the member's access ended, while it is given.
    await takeNumber(trx, caller.petition)
    await streetInReach(trx, caller, street)
    await refuseUnlessMayChange(trx, caller, member)
    const assigned = await giveStreet(server, trx, { petition: caller.petition, street, member })
    if (!assigned) return
    await growScope(trx, caller.petition, member)
    await writeAudit(trx, server.now(), caller, { action: 'street-assigned', subject: `${street} ${member}` })
  })
}

/** What was gathered there still counts, for the street and for its collector. */
export async function takeBackStreet(
  server: Server,
  caller: Caller,
  street: string,
  member: string,
): Promise<void> {
  await server.store.transact(async (trx) => {
    await streetInReach(trx, caller, street)
    await refuseUnlessMayChange(trx, caller, member)
    const taken = await trx
      .deleteFrom('assignments')
      .where('petition', '=', caller.petition)
      .where('street', '=', street)
      .where('member', '=', member)
      .returning('street')
      .executeTakeFirst()
    if (taken === undefined) return
    await growScope(trx, caller.petition, member)
    await writeAudit(trx, server.now(), caller, {
      action: 'street-taken-back',
      subject: `${street} ${member}`,
    })
  })
}

/** False when the member has it already. */
export async function giveStreet(
  server: Server,
  trx: Trx,
  { petition, street, member }: { petition: string; street: string; member: string },
): Promise<boolean> {
  const given = await trx
    .insertInto('assignments')
    .values({ petition, street, member, assignedAt: server.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('street')
    .executeTakeFirst()
  return given !== undefined
}

/** The member's phones start their list of streets over at the next pull (S5). */
export async function growScope(trx: Trx, petition: string, member: string): Promise<void> {
  await trx
    .updateTable('members')
    .set((column) => ({ scope: column('scope', '+', 1) }))
    .where('petition', '=', petition)
    .where('id', '=', member)
    .execute()
}

/** A captain gives streets to volunteers, and takes them back from volunteers, only. */
async function refuseUnlessMayChange(trx: Trx, caller: Caller, member: string): Promise<void> {
  const found = await trx
    .selectFrom('members')
    .select('role')
    .where('petition', '=', caller.petition)
    .where('id', '=', member)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  if (found === undefined) throw new Refusal('not-found')
  if (caller.role === 'captain' && found.role !== 'volunteer') throw new Refusal('not-allowed')
}
