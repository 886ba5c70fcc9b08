/** Ending access. What somebody gathered stays, and a revoked phone may still hand in what it holds, for review (S8). */
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { growScope } from '../streets/assign-street.ts'
import { takeBackInvitations } from './invite-member.ts'
import { liveMember } from './live-member.ts'

/** The last organiser can't go: nobody could invite another. */
export async function revokeMember(server: Server, caller: Caller, id: string): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    // Locks the petition: of two organisers who end each other's access at once, one stays.
    await takeNumber(trx, petition)
    const { role } = await liveMember(trx, caller, id)
    if (role === 'organiser' && !(await anotherOrganiserCanEnter(trx, petition, id))) {
      throw new Refusal('conflict')
    }
    await trx
      .updateTable('members')
      .set({ revokedAt: server.now() })
      .where('petition', '=', petition)
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('assignments').where('petition', '=', petition).where('member', '=', id).execute()
    await takeBackInvitations(server, trx, petition, id)
    await growScope(trx, petition, id)
    await writeAudit(trx, server.now(), caller, { action: 'member-revoked', subject: id })
  })
}

export async function revokeDevice(server: Server, caller: Caller, id: string): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    const revoked = await trx
      .updateTable('devices')
      .set({ revokedAt: server.now() })
      .where('petition', '=', petition)
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (revoked === undefined) throw new Refusal('not-found')
    await writeAudit(trx, server.now(), caller, { action: 'device-revoked', subject: id })
  })
}

/** An organiser who was invited but never came can let nobody in. */
async function anotherOrganiserCanEnter(trx: Trx, petition: string, id: string): Promise<boolean> {
  const other = await trx
    .selectFrom('members')
    .innerJoin('devices', (join) =>
      join.onRef('devices.petition', '=', 'members.petition').onRef('devices.member', '=', 'members.id'),
    )
    .select('members.id')
    .where('members.petition', '=', petition)
    .where('members.role', '=', 'organiser')
    .where('members.id', '!=', id)
    .where('members.revokedAt', 'is', null)
    .where('devices.revokedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}
