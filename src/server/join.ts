/** A code admits its member from several browsers; each is listed, and can be revoked alone. */
import { DeviceId, MemberId, PetitionId } from '#domain/ids.ts'
import { Role } from '#domain/permission.ts'
import { PetitionSettings } from '#domain/petition.ts'
import type { BodyOf } from '#wire/endpoint.ts'
import type {
  FormerDevice,
  join as joinEndpoint,
  replaceDevice as replaceDeviceEndpoint,
  Session,
} from '#wire/session.ts'
import { writeAudit } from './audit.ts'
import type { Caller } from './caller.ts'
import { openName } from './keys/personal-box.ts'
import { currentKeys, type PetitionKeys } from './keys/petition-keys.ts'
import { codeHash } from './members/code-hash.ts'
import { Refusal } from './refusal.ts'
import type { Server } from './server.ts'
import { startSession } from './sessions.ts'
import { isThere } from './store/is-there.ts'
import type { Trx } from './store/open-store.ts'

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
  // Somebody whose access has ended takes no place and leaves no device.
  await readSession(server, { petition, member, device: body.device })
  const keys = await currentKeys(server, petition)
  const { token, device } = await server.store.transact(async (trx) => {
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
    const known = await knownDevice(trx, petition, member, body.known ?? [])
    const fresh = (await forgottenDevice(trx, petition, member, body.former ?? [])) ?? body
    const device = known ?? fresh.device
    if (known === undefined) {
      const { publicKey } = fresh
      await addDevice(trx, server.now(), petition, member, { device, publicKey, label: body.label })
    }
    await writeAudit(trx, server.now(), { petition, member }, { action: 'device-joined', subject: device })
    return { token: await startSession(server, trx, petition, device), device }
  })
  return { token, keys, session: await readSession(server, { petition, member, device }) }
}

/**
 * A browser that has its session and lost its database goes on as a new device;
 * the old one stays listed, can be revoked, and what it sealed still comes in.
 * Its session goes on too: were it ended and this reply lost, the browser,
 * which has no key any more, could not come back.
 */
export async function replaceDevice(
  server: Server,
  { petition, member }: Caller,
  body: BodyOf<typeof replaceDeviceEndpoint>,
): Promise<Joined> {
  const keys = await currentKeys(server, petition)
  const { device } = body
  const token = await server.store.transact(async (trx) => {
    if (!(await isOwnDevice(trx, petition, member, body))) {
      await addDevice(trx, server.now(), petition, member, body)
      await writeAudit(trx, server.now(), { petition, member }, { action: 'device-joined', subject: device })
    }
    return startSession(server, trx, petition, device)
  })
  return { token, keys, session: await readSession(server, { petition, member, device }) }
}

/** Whether an earlier request, whose reply was lost, has added this very device. */
async function isOwnDevice(
  trx: Trx,
  petition: PetitionId,
  member: MemberId,
  { device, publicKey }: BodyOf<typeof replaceDeviceEndpoint>,
): Promise<boolean> {
  const known = await trx
    .selectFrom('devices')
    .select('id')
    .where('petition', '=', petition)
    .where('id', '=', device)
    .where('member', '=', member)
    .where('publicKey', '=', publicKey)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return known !== undefined
}

/**
 * The same member's same browser, signing in again. The id is no proof, and
 * needs none: the code admits the member, and without the device's private key
 * nobody can seal an entry in its name.
 */
async function knownDevice(
  trx: Trx,
  petition: PetitionId,
  member: MemberId,
  known: readonly DeviceId[],
): Promise<DeviceId | undefined> {
  if (known.length === 0) return undefined
  const device = await trx
    .selectFrom('devices')
    .select('id')
    .where('petition', '=', petition)
    .where('member', '=', member)
    .where('id', 'in', [...known])
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return device && DeviceId.parse(device.id)
}

/**
 * One that this server has forgotten, because it was restored from a backup
 * older than the device (S9): of this member, or of one forgotten with it. To
 * name its public key gives nobody anything but the entries that it sealed.
 */
async function forgottenDevice(
  trx: Trx,
  petition: PetitionId,
  member: MemberId,
  former: readonly FormerDevice[],
): Promise<FormerDevice | undefined> {
  for (const each of former) {
    if (each.petition !== petition) continue
    const [device, other] = await Promise.all([
      isThere(trx, 'devices', petition, each.device),
      each.member !== member && isThere(trx, 'members', petition, each.member),
    ])
    if (!device && !other) return each
  }
  return undefined
}

async function addDevice(
  trx: Trx,
  now: number,
  petition: PetitionId,
  member: MemberId,
  { device, publicKey, label }: BodyOf<typeof replaceDeviceEndpoint>,
): Promise<void> {
  const added = await trx
    .insertInto('devices')
    .values({
      petition,
      id: device,
      member,
      publicKey,
      label,
      createdAt: now,
      lastSeenAt: now,
      revokedAt: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) throw new Refusal('conflict')
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
