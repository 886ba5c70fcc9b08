import { MAX_SOUND_BYTES, type SoundType, soundTypeOf } from '#domain/sound.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { newId } from '../new-id.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'

/** Refused unless the bytes themselves are a kind of sound that browsers play. */
export async function saveRecording(
  server: Server,
  caller: Caller,
  { wording, sound }: { wording: string; sound: string },
): Promise<void> {
  const { petition } = caller
  const bytes = Buffer.from(sound, 'base64')
  if (bytes.length > MAX_SOUND_BYTES) throw new Refusal('bad-request', { sound: 'recording-too-large' })
  const type = soundTypeOf(bytes)
  if (type === undefined) throw new Refusal('bad-request', { sound: 'recording-not-a-sound' })
  const kept = { id: newId(server), type, bytes: bytes.length, sound, savedAt: server.now() }
  await server.store.transact(async (trx) => {
    const isOf = (table: 'wordings' | 'translations') =>
      trx
        .selectFrom(table)
        .select('hash')
        .where('petition', '=', petition)
        .where('hash', '=', wording)
        .executeTakeFirst()
    if (!((await isOf('wordings')) ?? (await isOf('translations')))) throw new Refusal('not-found')
    await trx
      .insertInto('recordings')
      .values({ petition, wording, ...kept })
      .onConflict((conflict) => conflict.columns(['petition', 'wording']).doUpdateSet(kept))
      .execute()
    await writeAudit(trx, kept.savedAt, caller, { action: 'recording-saved', subject: wording })
  })
}

export async function removeRecording(server: Server, caller: Caller, wording: string): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    const gone = await trx
      .deleteFrom('recordings')
      .where('petition', '=', petition)
      .where('wording', '=', wording)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw new Refusal('not-found')
    await writeAudit(trx, server.now(), caller, { action: 'recording-removed', subject: wording })
  })
}

export async function readRecording(
  server: Server,
  petition: string,
  id: string,
): Promise<{ type: SoundType; sound: Uint8Array<ArrayBuffer> }> {
  const row = await server.store.db
    .selectFrom('recordings')
    .select('sound')
    .where('petition', '=', petition)
    .where('id', '=', id)
    .executeTakeFirst()
  const sound = new Uint8Array(Buffer.from(row?.sound ?? '', 'base64'))
  const type = soundTypeOf(sound)
  if (type === undefined) throw new Refusal('not-found')
  return { type, sound }
}
