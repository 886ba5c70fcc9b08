/** Amends and withdrawals that came before the entry they name: deferred then, taken in when it is here. */
import type { EntryId, PetitionId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { type ExamineContext, examineEntry } from './examine-entry.ts'
import { placeEntry } from './place-entry.ts'
import type { Placing, Sound } from './placing.ts'
import { openAside } from './set-aside.ts'

/** Entries of this phone that were deferred for want of the one they name, which is here now or in this push. */
export async function examineWaiting(
  server: Server,
  keys: PetitionKeys,
  context: ExamineContext,
  sound: readonly Sound[],
): Promise<Sound[]> {
  const { db } = server.store
  const { petition, device } = context.caller
  const deferred = await db
    .selectFrom('refused')
    .leftJoin('entries', (join) =>
      join.onRef('entries.petition', '=', 'refused.petition').onRef('entries.id', '=', 'refused.ref'),
    )
    .select(['refused.id', 'refused.hash', 'refused.rawSealed', 'refused.ref', 'entries.id as known'])
    .where('refused.petition', '=', petition)
    .where('refused.device', '=', device)
    .where('refused.reason', '=', 'unknown-ref')
    .orderBy('refused.received')
    .execute()
  const inPush = new Set<string | null>(sound.map(({ entry }) => entry.id))
  const waiting: Sound[] = []
  for (const { known, ...aside } of deferred) {
    if (known === null && !inPush.has(aside.ref)) continue
    const examined = await examineEntry(openAside(keys, aside), context)
    if (examined.verdict === 'sound') waiting.push(examined)
  }
  return waiting
}

/** What waited for an entry that has now come is taken in with it; gives the new receipts by id and hash. */
export async function placeWaiting(
  placing: Placing,
  waiting: readonly Sound[],
): Promise<Map<string, Receipt>> {
  const { trx, caller } = placing
  const receipts = new Map<string, Receipt>()
  for (const each of waiting) {
    const { id, hash, ref } = each.entry
    if (ref === undefined || !(await isHere(trx, caller.petition, ref))) continue
    const waited = await trx
      .deleteFrom('refused')
      .where('petition', '=', caller.petition)
      .where('id', '=', id)
      .where('hash', '=', hash)
      .where('device', '=', caller.device)
      .where('reason', '=', 'unknown-ref')
      .returning('id')
      .executeTakeFirst()
    if (waited !== undefined) receipts.set(id + hash, await placeEntry(placing, each))
  }
  return receipts
}

async function isHere(trx: Trx, petition: PetitionId, id: EntryId): Promise<boolean> {
  const entry = await trx
    .selectFrom('entries')
    .select('id')
    .where('petition', '=', petition)
    .where('id', '=', id)
    .executeTakeFirst()
  return entry !== undefined
}
