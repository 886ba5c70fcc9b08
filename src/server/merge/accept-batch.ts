import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { batchStreets, lockBatch } from './batch-rows.ts'
import { refreshProposals } from './propose-batch.ts'
import { settle } from './settle.ts'

/** The new come on the roll, those already on it are linked, the others wait for a decision. Accepting twice has one effect. */
export async function acceptBatch(server: Server, caller: Caller, batch: string): Promise<void> {
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  await server.store.transact(async (trx) => {
    const { state } = await lockBatch(trx, petition, batch)
    if (state === 'accepted') return
    if (state !== 'waiting') throw new Refusal('conflict')
    await refreshProposals(trx, keys, petition, batch)
    await trx
      .updateTable('batches')
      .set({ state: 'accepted', acceptedAt: server.now() })
      .where('petition', '=', petition)
      .where('id', '=', batch)
      .execute()
    await bringIn(trx, petition, batch)
    await settle(
      trx,
      petition,
      await joinedIn(trx, petition, batch),
      await batchStreets(trx, petition, batch),
    )
    await writeAudit(trx, server.now(), caller, { action: 'batch-accepted', subject: batch })
  })
}

/** All at once what stands alone, which is nearly everything; `settle` sees to those who are joined. */
async function bringIn(trx: Trx, petition: string, batch: string): Promise<void> {
  for (const [proposed, accepted] of [
    ['proposed', 'open'],
    ['proposed-link', 'linked'],
  ] as const) {
    await trx
      .updateTable('matches')
      .set({ state: accepted })
      .where('petition', '=', petition)
      .where('state', '=', proposed)
      .where('a', 'in', (ids) =>
        ids.selectFrom('signatures').select('id').where('petition', '=', petition).where('batch', '=', batch),
      )
      .execute()
  }
  await trx
    .updateTable('signatures')
    .set(({ ref }) => ({ standing: 'counted', signatory: ref('id') }))
    .where('petition', '=', petition)
    .where('batch', '=', batch)
    .where('standing', '=', 'waiting')
    .where('proposal', '=', 'new')
    .execute()
  await trx
    .updateTable('signatures')
    .set({ proposal: null })
    .where('petition', '=', petition)
    .where('batch', '=', batch)
    .execute()
}

/** Signatures of the batch that are joined with others or have a question, and the withdrawn. */
async function joinedIn(trx: Trx, petition: string, batch: string): Promise<string[]> {
  const joined = new Set<string>()
  const withdrawn = await trx
    .selectFrom('signatures')
    .select('id')
    .where('petition', '=', petition)
    .where('batch', '=', batch)
    .where('standing', '=', 'withdrawn')
    .execute()
  for (const { id } of withdrawn) joined.add(id)
  for (const end of ['a', 'b'] as const) {
    const rows = await trx
      .selectFrom('matches')
      .innerJoin('signatures', (join) =>
        join
          .onRef('signatures.petition', '=', 'matches.petition')
          .onRef('signatures.id', '=', `matches.${end}`),
      )
      .select('signatures.id')
      .where('signatures.petition', '=', petition)
      .where('signatures.batch', '=', batch)
      .where('matches.state', 'in', ['linked', 'same', 'open'])
      .execute()
    for (const { id } of rows) joined.add(id)
  }
  return [...joined]
}
