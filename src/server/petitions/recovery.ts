/** Making and trying out the recovery kit: a petition opens only after its kit has opened a test entry. */
import { isDeepStrictEqual } from 'node:util'
import { probeData } from '#domain/canonical.ts'
import { DeviceId, RunId } from '#domain/ids.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys, type PetitionKeys } from '../keys/petition-keys.ts'
import { createPhoneKeys, startPhoneRun } from '../keys/phone-seal.ts'
import { KIT_BYTES, kitCodeFrom, openKit, sealKit } from '../keys/recovery-kit.ts'
import { newId } from '../new-id.ts'
import { openSealed } from '../receive/open-entry.ts'
import { runKey } from '../receive/run-keys.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'

/** The code of a new kit, shown this once; an older kit ends. */
export async function makeRecoveryKit(server: Server, caller: Caller): Promise<string> {
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  return server.store.transact(async (trx) => {
    const code = kitCodeFrom(server.randomBytes(KIT_BYTES))
    await trx
      .updateTable('petitionKeys')
      .set({ kitSealed: sealKit(petition, code, keys, server.randomBytes(12)), kitTestedAt: null })
      .where('petition', '=', petition)
      .where('id', '=', keys.id)
      .execute()
    await writeAudit(trx, server.now(), caller, { action: 'recovery-kit-made' })
    return code
  })
}

/** Opens, with the key from the kit, a test entry that was sealed to the petition as a phone does it. */
export async function testRecoveryKit(server: Server, caller: Caller, code: string): Promise<void> {
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  await server.store.transact(async (trx) => {
    const row = await trx
      .selectFrom('petitionKeys')
      .select('kitSealed')
      .where('petition', '=', petition)
      .where('id', '=', keys.id)
      .executeTakeFirstOrThrow()
    const kit = row.kitSealed === null ? undefined : openKit(petition, code, row.kitSealed)
    if (kit === undefined || !(await opensTestEntry(server, caller, keys, kit.privateKey))) {
      throw new Refusal('kit-wrong')
    }
    await trx
      .updateTable('petitionKeys')
      .set({ kitTestedAt: server.now() })
      .where('petition', '=', petition)
      .where('id', '=', keys.id)
      .execute()
    await writeAudit(trx, server.now(), caller, { action: 'recovery-kit-tested' })
  })
}

async function opensTestEntry(
  server: Server,
  { petition }: Caller,
  keys: PetitionKeys,
  privateKey: string,
): Promise<boolean> {
  const run = {
    petition,
    device: DeviceId.parse(newId(server)),
    run: RunId.parse(newId(server)),
    keyId: keys.id,
  }
  const phone = await createPhoneKeys()
  const { enc, seal } = await startPhoneRun(run, keys.publicKey, phone)
  const data = probeData({ ...run, enc })
  const nonce = server.randomBytes(12)
  const content = { name: 'Test Entry' }
  const sealed = seal(content, data, nonce)
  try {
    const key = await runKey({ ...keys, privateKey }, phone.publicKey, { ...run, enc })
    return isDeepStrictEqual(openSealed(key, data, nonce, sealed), content)
  } catch {
    return false
  }
}
