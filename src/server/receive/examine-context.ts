import { DeviceId, MemberId, type PetitionId } from '#domain/ids.ts'
import { PetitionSettings } from '#domain/petition.ts'
import { PetitionState } from '#domain/petition-state.ts'
import { allPetitionKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import { signableTranslations } from '../translations/read-translations.ts'
import type { ExamineContext, KnownDevice } from './examine-entry.ts'

/** Whose entries may come this way: those of one member's devices, or of any that take part in the petition. */
export type Whose = { readonly petition: PetitionId; readonly member: MemberId | 'anyone' }

/** What entries are examined against, read once for all that come together. */
export async function examineContext(server: Server, { petition, member }: Whose): Promise<ExamineContext> {
  const { db } = server.store
  const row = await db
    .selectFrom('petitions')
    .select(['state', 'settings'])
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  const wordings = await db.selectFrom('wordings').select('hash').where('petition', '=', petition).execute()
  const keys = await allPetitionKeys(server, petition)
  const [current] = keys
  if (current === undefined) throw new Error('a petition always has keys')
  return {
    petition,
    devices: await devicesOf(server, petition, member),
    state: PetitionState.parse(row.state),
    settings: row.settings === null ? null : PetitionSettings.parse(JSON.parse(row.settings)),
    wordings: new Set([...wordings.map(({ hash }) => hash), ...(await signableTranslations(db, petition))]),
    keys: current,
    keysById: new Map(keys.map((each) => [each.id, each])),
    runKey: server.runKey,
  }
}

async function devicesOf(
  server: Server,
  petition: PetitionId,
  member: Whose['member'],
): Promise<Map<DeviceId, KnownDevice>> {
  let query = server.store.db
    .selectFrom('devices')
    .innerJoin('members', (join) =>
      join.onRef('members.petition', '=', 'devices.petition').onRef('members.id', '=', 'devices.member'),
    )
    .select([
      'devices.id',
      'devices.publicKey',
      'devices.member',
      'devices.revokedAt',
      'devices.clockOffsetMs',
      'members.revokedAt as memberRevokedAt',
    ])
    .where('devices.petition', '=', petition)
  if (member !== 'anyone') query = query.where('devices.member', '=', member)
  const rows = await query.execute()
  return new Map(
    rows.map(({ id, publicKey, member: of, revokedAt, memberRevokedAt, clockOffsetMs }) => [
      DeviceId.parse(id),
      {
        publicKey,
        member: MemberId.parse(of),
        isLive: revokedAt === null && memberRevokedAt === null,
        clockOffset: clockOffsetMs ?? 0,
      },
    ]),
  )
}
