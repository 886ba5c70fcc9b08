import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { batchStreets, lockBatch } from './batch-rows.ts'
import { refreshProposals } from './propose-batch.ts'
import { settle } from './settle.ts'

/** The batch waits again as when it arrived. What people decided stays, and is honoured when it is accepted again. */
export async function undoBatch(server: Server, caller: Caller, batch: string): Promise<void> {
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  await server.store.transact(async (trx) => {
    const { state } = await lockBatch(trx, petition, batch)
    if (state === 'waiting') return
    if (state !== 'accepted') throw new Refusal('conflict')
    const left = await joinedElsewhere(trx, petition, batch)
    await takeOut(trx, petition, batch)
    await settle(trx, petition, left, await batchStreets(trx, petition, batch))
    await refreshProposals(trx, keys, petition, batch)
    await writeAudit(trx, server.now(), caller, { action: 'batch-undone', subject: batch })
  })
}

/** Signatures of other batches that were one person with some of this batch. */
async function joinedElsewhere(trx: Trx, petition: string, batch: string): Promise<string[]> {
  const joined = new Set<string>()
  for (const [end, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const rows = await trx
      .selectFrom('matches')
      .innerJoin('signatures', (join) =>
        join
          .onRef('signatures.petition', '=', 'matches.petition')
          .onRef('signatures.id', '=', `matches.${end}`),
      )
      .select(`matches.${other} as id`)
      .where('signatures.petition', '=', petition)
      .where('signatures.batch', '=', batch)
      .where('matches.state', 'in', ['linked', 'same'])
      .execute()
    for (const { id } of rows) joined.add(id)
  }
  return [...joined]
}

async function takeOut(trx: Trx, petition: string, batch: string): Promise<void> {
  for (const [accepted, proposed] of [
    ['open', 'proposed'],
    ['linked', 'proposed-link'],
  ] as const) {
    await trx
      .updateTable('matches')
      .set({ state: proposed })
      .where('petition', '=', petition)
      .where('state', '=', accepted)
      .where('a', 'in', (ids) =>
        ids.selectFrom('signatures').select('id').where('petition', '=', petition).where('batch', '=', batch),
      )
      .execute()
  }
  const inBatch = trx.updateTable('signatures').where('petition', '=', petition).where('batch', '=', batch)
  await inBatch.set({ signatory: null }).execute()
  await inBatch.set({ standing: 'waiting' }).where('standing', 'not in', ['late', 'withdrawn']).execute()
  await trx
    .updateTable('batches')
    .set({ state: 'waiting', acceptedAt: null, proposedAt: -1 })
    .where('petition', '=', petition)
    .where('id', '=', batch)
    .execute()
}
