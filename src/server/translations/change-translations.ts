import { type TranslationText, translate } from '#domain/translation.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { sealName } from '../keys/personal-box.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import { wordingsOf } from '../petitions/petition-detail.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'

/** Takes the place of the draft before it. What was approved stays as it was, and is shown until this is approved too. */
export async function saveTranslation(server: Server, caller: Caller, text: TranslationText): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    await takeNumber(trx, petition)
    const newest = (await wordingsOf(trx, petition)).at(-1)
    // Of an older one nobody would be shown it.
    if (newest?.hash !== text.original || newest.language === text.language) throw new Refusal('conflict')
    const translation = await translate(text, newest)
    const { hash, original, language } = translation
    await trx
      .deleteFrom('translations')
      .where('petition', '=', petition)
      .where('original', '=', original)
      .where('language', '=', language)
      .where('approvedAt', 'is', null)
      .where('hash', '!=', hash)
      .execute()
    await trx
      .insertInto('translations')
      .values({
        petition,
        hash,
        original,
        language,
        body: JSON.stringify(translation),
        savedAt: server.now(),
        readerSealed: null,
        approvedAt: null,
        takenBackAt: null,
      })
      .onConflict((conflict) => conflict.columns(['petition', 'hash']).doNothing())
      .execute()
    await writeAudit(trx, server.now(), caller, { action: 'translation-saved', subject: hash })
  })
}

/** From now on phones show it, and the one before it in that language no more. */
export async function approveTranslation(
  server: Server,
  caller: Caller,
  { hash, reader }: { hash: string; reader: string },
): Promise<void> {
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  const readerSealed = sealName(keys, hash, reader, server.randomBytes(12))
  await server.store.transact(async (trx) => {
    await takeNumber(trx, petition)
    const { original, language } = await found(trx, petition, hash)
    const newest = (await wordingsOf(trx, petition)).at(-1)
    if (newest?.hash !== original) throw new Refusal('conflict')
    const approvedAt = server.now()
    await trx
      .updateTable('translations')
      .set({ takenBackAt: approvedAt })
      .where('petition', '=', petition)
      .where('original', '=', original)
      .where('language', '=', language)
      .where('approvedAt', 'is not', null)
      .where('takenBackAt', 'is', null)
      .where('hash', '!=', hash)
      .execute()
    await trx
      .updateTable('translations')
      .set({ readerSealed, approvedAt, takenBackAt: null })
      .where('petition', '=', petition)
      .where('hash', '=', hash)
      .execute()
    await writeAudit(trx, approvedAt, caller, { action: 'translation-approved', subject: hash })
  })
}

export async function takeBackTranslation(server: Server, caller: Caller, hash: string): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    await takeNumber(trx, petition)
    const { approvedAt } = await found(trx, petition, hash)
    if (approvedAt === null) throw new Refusal('conflict')
    await trx
      .updateTable('translations')
      .set({ takenBackAt: server.now() })
      .where('petition', '=', petition)
      .where('hash', '=', hash)
      .execute()
    await writeAudit(trx, server.now(), caller, { action: 'translation-taken-back', subject: hash })
  })
}

async function found(trx: Trx, petition: string, hash: string) {
  const row = await trx
    .selectFrom('translations')
    .select(['original', 'language', 'approvedAt'])
    .where('petition', '=', petition)
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found')
  return row
}
