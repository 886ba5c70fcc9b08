/** A code admits its member from several browsers; each is listed, and can be revoked alone. */
import { type DeviceId, MemberId, PetitionId } from '#domain/ids.ts'
import { Role } from '#domain/permission.ts'
import { PetitionSettings } from '#domain/petition.ts'
import type { BodyOf } from '#wire/endpoint.ts'
import type { join as joinEndpoint, Session } from '#wire/session.ts'
import { writeAudit } from './audit.ts'
import { openName } from './keys/personal-box.ts'
import { currentKeys, type PetitionKeys } from './keys/petition-keys.ts'
import { codeHash } from './members/code-hash.ts'
import { Refusal } from './refusal.ts'
import type { Server } from './server.ts'
import { startSession } from './sessions.ts'

type Joined = { readonly session: Session; readonly token: string; readonly keys: PetitionKeys }

export async function join(server: Server, body: BodyOf<typeof joinEndpoint>): Promise<Joined> {
  const invitation = await server.store.db
    .selectFrom('invitations')
    .selectAll()
    .where('codeHash', '=', codeHash(server, body.code))
    .executeTakeFirst()
  if (invitation === undefined) throw new Refusal('code-wrong')
  if (invitation.takenBackAt !== null) throw new Refusal('code-taken-back')
  if (invitation.expiresAt <= server.now()) throw new Refusal('code-expired')

  const petition = PetitionId.parse(invitation.petition)
  const member = MemberId.parse(invitation.member)
  const keys = await currentKeys(server, petition)
  const token = await server.store.transact(async (trx) => {
    // One statement counts down and checks, so that two browsers can't both take the last place.
    const admitted = await trx
      .updateTable('invitations')
      .set((column) => ({ remaining: column('remaining', '-', 1) }))
      .where('petition', '=', petition)
      .where('id', '=', invitation.id)
      .where('remaining', '>', 0)
      .returning('id')
      .executeTakeFirst()
    if (admitted === undefined) throw new Refusal('code-used')
    const inserted = await trx
      .insertInto('devices')
      .values({
        petition,
        id: body.device,
        member,
        publicKey: body.publicKey,
        label: body.label,
        createdAt: server.now(),
        lastSeenAt: server.now(),
        revokedAt: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted === undefined) throw new Refusal('conflict')
    await writeAudit(
      trx,
      server.now(),
      { petition, member },
      { action: 'device-joined', subject: body.device },
    )
    return startSession(server, trx, petition, body.device)
  })
  return { token, keys, session: await readSession(server, { petition, member, device: body.device }) }
}

export async function readSession(
  server: Server,
  { petition, member, device }: { petition: PetitionId; member: MemberId; device: DeviceId },
): Promise<Session> {
  const row = await server.store.db
    .selectFrom('members')
    .innerJoin('petitions', 'petitions.id', 'members.petition')
    .select(['members.role', 'members.nameSealed', 'petitions.settings'])
    .where('members.petition', '=', petition)
    .where('members.id', '=', member)
    .where('members.revokedAt', 'is', null)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('code-taken-back')
  return {
    petition,
    title: row.settings === null ? '' : PetitionSettings.parse(JSON.parse(row.settings)).title,
    member,
    name: openName(await currentKeys(server, petition), member, row.nameSealed),
    role: Role.parse(row.role),
    device,
  }
}
