/**
 * Takes a push in one transaction and answers with one receipt for each entry.
 * What makes a repeat harmless are the unique keys of the entries table, not a
 * check before the insert (S1).
 */
import type { Receipt } from '#domain/receipt.ts'
import type { Push } from '#wire/push.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { closeBatch } from './close-batch.ts'
import { type ExamineContext, type Examined, examineEntry } from './examine-entry.ts'
import { noteRuns } from './note-runs.ts'
import { openBatch } from './open-batch.ts'
import { placeEntry } from './place-entry.ts'
import type { Placing, Sound } from './placing.ts'
import { setAside } from './set-aside.ts'
import { examineWaiting, placeWaiting } from './waiting-entries.ts'

export type Received = { readonly receipts: Receipt[]; readonly batchCode: string | undefined }

export async function receivePush(server: Server, context: ExamineContext, push: Push): Promise<Received> {
  const { caller } = context
  const examined: Examined[] = []
  for (const raw of push.entries) examined.push(await examineEntry(raw, context))
  const sound = examined.filter((each) => each.verdict === 'sound')
  // Before the transaction: opening an entry may read keys, and the embedded store has one connection.
  const keys = await currentKeys(server, caller.petition)
  const waiting = [...(await examineWaiting(server, keys, context, sound)), ...sound]

  return server.store.transact(async (trx) => {
    if (examined.length === 0) {
      await noteRuns(trx, server, caller, push)
      return { receipts: [], batchCode: undefined }
    }
    // First of all, because it locks the petition's row: pushes of one phone's tabs then follow one another.
    const number = await takeNumber(trx, caller.petition)
    await noteRuns(trx, server, caller, push)
    const create = await bringsSignatures(trx, caller, sound)
    const batch = await openBatch(trx, server, caller, { number, create })
    const placing: Placing = { server, trx, caller, keys, number, batch }
    const receipts: Receipt[] = []
    for (const each of examined) {
      receipts.push(
        each.verdict === 'sound' ? await placeEntry(placing, each) : await setAside(placing, each),
      )
    }
    const takenIn = await placeWaiting(placing, waiting)
    const { signatures, entries } = await closeBatch(placing, sound)
    if (signatures > 0) {
      await writeAudit(trx, server.now(), caller, {
        action: 'batch-received',
        subject: batch?.id,
        count: signatures,
      })
    }
    return {
      receipts: receipts.map((receipt) => takenIn.get(receipt.id + receipt.hash) ?? receipt),
      batchCode: entries > 0 ? batch?.code : undefined,
    }
  })
}

/** Whether there is anything for a batch: a signature that is not here yet. A repeat opens no batch of its own. */
async function bringsSignatures(trx: Trx, { petition }: Caller, sound: readonly Sound[]): Promise<boolean> {
  const ids = sound.filter(({ entry }) => entry.kind === 'sign').map(({ entry }) => entry.id)
  if (ids.length === 0) return false
  const known = await trx
    .selectFrom('entries')
    .select('id')
    .where('petition', '=', petition)
    .where('id', 'in', ids)
    .execute()
  return known.length < new Set(ids).size
}
