import { PetitionSettings, PetitionState } from '#domain/petition.ts'
import type { Caller } from '../caller.ts'
import { petitionKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import type { ExamineContext } from './examine-entry.ts'

/** What entries of this caller are examined against, read once per push. */
export async function examineContext(server: Server, caller: Caller): Promise<ExamineContext> {
  const { db } = server.store
  const { petition } = caller
  const device = await db
    .selectFrom('devices')
    .select('publicKey')
    .where('petition', '=', petition)
    .where('id', '=', caller.device)
    .executeTakeFirstOrThrow()
  const row = await db
    .selectFrom('petitions')
    .select(['state', 'settings'])
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  const wordings = await db.selectFrom('wordings').select('hash').where('petition', '=', petition).execute()
  return {
    caller,
    devicePublicKey: device.publicKey,
    state: PetitionState.parse(row.state),
    settings: row.settings === null ? null : PetitionSettings.parse(JSON.parse(row.settings)),
    wordings: new Set(wordings.map(({ hash }) => hash)),
    keysById: (keyId) => petitionKeys(server, petition, keyId),
    runKey: server.runKey,
  }
}
