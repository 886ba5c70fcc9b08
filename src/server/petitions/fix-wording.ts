import { PetitionSettings } from '#domain/petition.ts'
import { wordingHash } from '#domain/wording.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import { takeNumber } from '../store/take-number.ts'
import { wordingsOf, wordingTextOf } from './petition-detail.ts'

/**
 * Makes the texts in the settings the wording to sign. A text is its hash, so
 * one that was fixed before makes no second version: it becomes the newest again.
 */
export async function fixWording(server: Server, caller: Caller): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    // Locks the petition: two at once would give two wordings one number.
    await takeNumber(trx, petition)
    const { settings } = await trx
      .selectFrom('petitions')
      .select('settings')
      .where('id', '=', petition)
      .executeTakeFirstOrThrow()
    if (settings === null) throw new Refusal('conflict')
    const text = wordingTextOf(PetitionSettings.parse(JSON.parse(settings)))
    const hash = await wordingHash(text)
    const newest = (await wordingsOf(trx, petition)).at(-1)
    if (newest?.hash === hash) return

    const number = (newest?.number ?? 0) + 1
    await trx
      .insertInto('wordings')
      .values({ petition, hash, number, body: JSON.stringify(text), createdAt: server.now() })
      .onConflict((conflict) => conflict.columns(['petition', 'hash']).doUpdateSet({ number }))
      .execute()
    await writeAudit(trx, server.now(), caller, { action: 'wording-fixed', subject: hash })
  })
}
