import { KeyId, MemberId, PetitionId } from '#domain/ids.ts'
import { writeAudit } from '../audit.ts'
import { sealName } from '../keys/personal-box.ts'
import { createPetitionKeys } from '../keys/petition-keys.ts'
import { createInvitation } from '../members/create-invitation.ts'
import { newId } from '../new-id.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'

/** An empty draft with keys of its own, and a code that lets its organiser in once. */
export async function createPetition(
  server: Server,
  trx: Trx,
  organiserName: string,
): Promise<{ petition: PetitionId; code: string }> {
  const petition = PetitionId.parse(newId(server))
  const member = MemberId.parse(newId(server))
  const now = server.now()
  await trx
    .insertInto('petitions')
    .values({
      id: petition,
      state: 'draft',
      settings: null,
      head: 0,
      rollHead: 0,
      durableMark: 0,
      createdAt: now,
      openedAt: null,
      closedAt: null,
    })
    .execute()
  const keys = await createPetitionKeys(server, trx, petition, KeyId.parse(newId(server)))
  await trx
    .insertInto('members')
    .values({
      petition,
      id: member,
      role: 'organiser',
      nameSealed: sealName(keys, member, organiserName, server.randomBytes(12)),
      scope: 0,
      createdAt: now,
      revokedAt: null,
    })
    .execute()
  await writeAudit(trx, now, { petition }, { action: 'petition-created' })
  const { code } = await createInvitation(server, trx, { petition, member, role: 'organiser' })
  return { petition, code }
}
