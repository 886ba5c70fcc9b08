import { MemberId } from '#domain/ids.ts'
import type { Role } from '#domain/permission.ts'
import type { BodyOf, ReplyOf } from '#wire/endpoint.ts'
import type { inviteMember as inviteMemberEndpoint } from '#wire/members.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { sealName } from '../keys/personal-box.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import { newId } from '../new-id.ts'
import { joinLink } from '../phone-access.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { giveStreet } from '../streets/assign-street.ts'
import { streetsInReach } from '../streets/streets-in-reach.ts'
import { createInvitation } from './create-invitation.ts'
import { liveMember } from './live-member.ts'

type Invited = ReplyOf<typeof inviteMemberEndpoint>

/** A captain invites volunteers only, to own streets only. */
export async function inviteMember(
  server: Server,
  caller: Caller,
  { name, role, streets }: BodyOf<typeof inviteMemberEndpoint>,
): Promise<Invited> {
  const { petition } = caller
  if (caller.role === 'captain' && role !== 'volunteer') throw new Refusal('not-allowed')
  const keys = await currentKeys(server, petition)
  return server.store.transact(async (trx) => {
    // Locks the petition: no street is removed while it is given.
    await takeNumber(trx, petition)
    const reach = new Set((await streetsInReach(trx, caller)).map(({ id }) => id))
    if (streets.some((street) => !reach.has(street))) throw new Refusal('not-found')
    const member = MemberId.parse(newId(server))
    await trx
      .insertInto('members')
      .values({
        petition,
        id: member,
        role,
        nameSealed: sealName(keys, member, name, server.randomBytes(12)),
        scope: 0,
        createdAt: server.now(),
        revokedAt: null,
      })
      .execute()
    for (const street of streets) {
      if (!(await giveStreet(server, trx, { petition, street, member }))) continue
      await writeAudit(trx, server.now(), caller, {
        action: 'street-assigned',
        subject: `${street} ${member}`,
      })
    }
    return invite(server, trx, caller, member, role)
  })
}

/** The old codes end; browsers that joined stay. A captain invites again only volunteers of own streets. */
export async function inviteAgain(server: Server, caller: Caller, id: string): Promise<Invited> {
  const { petition } = caller
  return server.store.transact(async (trx) => {
    await takeNumber(trx, petition)
    const { role } = await liveMember(trx, caller, id)
    if (caller.role === 'captain' && role !== 'volunteer') throw new Refusal('not-allowed')
    await takeBackInvitations(server, trx, petition, id)
    return invite(server, trx, caller, MemberId.parse(id), role)
  })
}

export async function takeBackInvitations(
  server: Server,
  trx: Trx,
  petition: string,
  member: string,
): Promise<void> {
  await trx
    .updateTable('invitations')
    .set({ takenBackAt: server.now() })
    .where('petition', '=', petition)
    .where('member', '=', member)
    .where('takenBackAt', 'is', null)
    .execute()
}

async function invite(
  server: Server,
  trx: Trx,
  caller: Caller,
  member: MemberId,
  role: Role,
): Promise<Invited> {
  const { code, expiresAt } = await createInvitation(server, trx, { petition: caller.petition, member, role })
  await writeAudit(trx, server.now(), caller, { action: 'member-invited', subject: member })
  return {
    member,
    code,
    link: joinLink(server.publicUrl, code) ?? null,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}
