/** The way in: at the first start, and again for an organiser who lost the browser. */
import { MemberId, PetitionId } from '#domain/ids.ts'
import { createInvitation } from './members/create-invitation.ts'
import { createPetition } from './petitions/create-petition.ts'
import type { Server } from './server.ts'

/** A code that works once, while nobody has joined anything on this server yet; later undefined. */
export async function createFirstOrganiserCode(server: Server): Promise<string | undefined> {
  const joined = await server.store.db.selectFrom('devices').select('id').limit(1).executeTakeFirst()
  return joined === undefined ? createOrganiserCode(server) : undefined
}

/** A code that works once, for the first organiser of the newest petition; makes the petition when there is none. */
export async function createOrganiserCode(server: Server): Promise<string> {
  return server.store.transact(async (trx) => {
    const organiser = await trx
      .selectFrom('members')
      .innerJoin('petitions', 'petitions.id', 'members.petition')
      .select(['members.id', 'members.petition'])
      .where('members.role', '=', 'organiser')
      .where('members.revokedAt', 'is', null)
      .orderBy('petitions.createdAt', 'desc')
      .orderBy('members.createdAt')
      .executeTakeFirst()
    if (organiser === undefined) return (await createPetition(server, trx, 'Organiser')).code

    const petition = PetitionId.parse(organiser.petition)
    const member = MemberId.parse(organiser.id)
    // The link printed before, if nobody used it, ends with the new one.
    await trx
      .updateTable('invitations')
      .set({ takenBackAt: server.now() })
      .where('petition', '=', petition)
      .where('member', '=', member)
      .where('takenBackAt', 'is', null)
      .execute()
    return (await createInvitation(server, trx, { petition, member, role: 'organiser' })).code
  })
}
