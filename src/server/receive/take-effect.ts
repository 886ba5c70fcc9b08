import type { Entry } from '#domain/entry.ts'
import type { EntryId } from '#domain/ids.ts'
import { replacePersonal, storeSignature, withdrawSignature } from '../merge/store-signature.ts'
import { markDoor, markDoorAgain } from './mark-door.ts'
import type { Placing, Sound } from './placing.ts'

/** What an entry that is new here changes: a signature, its personal part, a door. */
export async function takeEffect(placing: Placing, { entry, personal }: Sound): Promise<void> {
  const { server, trx, keys, caller, number, batch } = placing
  switch (entry.kind) {
    case 'sign':
      if (personal === undefined || batch === undefined)
        throw new Error('a sign has a personal part and a batch')
      await storeSignature(trx, server, keys, {
        petition: entry.petition,
        id: entry.id,
        batch: batch.id,
        source: 'phone',
        collector: caller.member,
        device: entry.device,
        street: entry.street ?? null,
        door: entry.door ?? null,
        method: entry.method ?? 'typed',
        wording: entry.wording ?? null,
        signedAt: entry.madeAt,
        personal,
        received: number,
      })
      await markDoor(trx, entry, number)
      return
    case 'amend':
      if (personal === undefined || entry.ref === undefined)
        throw new Error('an amend has a personal part and a ref')
      if (await isOvertaken(placing, entry)) return
      await replacePersonal(trx, server, keys, {
        petition: entry.petition,
        id: entry.ref,
        personal,
        amendedAt: entry.madeAt,
      })
      return
    case 'withdraw':
      if (entry.ref === undefined) throw new Error('a withdrawal has a ref')
      await withdrawEntry(placing, entry.ref)
      return
    case 'knock':
      await markDoor(trx, entry, number)
  }
}

/** A withdrawal always wins (A1), and of two amends of one run the later, in whichever order they came. */
async function isOvertaken({ trx, caller }: Placing, { ref, run, seq }: Entry): Promise<boolean> {
  const later = await trx
    .selectFrom('entries')
    .select('id')
    .where('petition', '=', caller.petition)
    .where('ref', '=', ref ?? '')
    .where((each) =>
      each.or([
        each('kind', '=', 'withdraw'),
        each.and([each('kind', '=', 'amend'), each('run', '=', run), each('seq', '>', seq)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

/** A withdrawn signature, or a knock that did not happen: the door shows what the other entries make of it. */
async function withdrawEntry(placing: Placing, ref: EntryId): Promise<void> {
  const { trx, caller, number } = placing
  const target = await trx
    .selectFrom('entries')
    .select(['kind', 'door'])
    .where('petition', '=', caller.petition)
    .where('id', '=', ref)
    .executeTakeFirstOrThrow()
  if (target.kind === 'sign') await withdrawSignature(trx, caller.petition, ref)
  if (target.door !== null) await markDoorAgain(trx, caller.petition, target.door, number)
}
