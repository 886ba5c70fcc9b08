import { inPortions } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'
import type { Placed, Placing, Sound } from './placing.ts'

/**
 * Writes the entries into the journal of their runs. What makes a repeat
 * harmless are the unique keys of the table, not a check before the insert (S1).
 */
export async function writeEntries<Each extends Sound>(
  placing: Placing,
  entries: readonly Each[],
): Promise<Map<Each, Placed>> {
  const written = new Set<string>()
  for (const portion of inPortions(entries.map(({ entry }) => rowOf(placing, entry)))) {
    const inserted = await placing.trx
      .insertInto('entries')
      .values(portion)
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'hash'])
      .execute()
    for (const { id, hash } of inserted) written.add(id + hash)
  }
  const placed = new Map<Each, Placed>()
  const repeats: Each[] = []
  for (const each of entries) {
    // The first of equal ones in one push is the new one; the others repeat it.
    if (written.delete(each.entry.id + each.entry.hash)) {
      placed.set(each, { verdict: 'held', received: placing.number, isNew: true })
    } else repeats.push(each)
  }
  const before = await entriesWithIds(
    placing.trx,
    placing.context.petition,
    repeats.map(({ entry }) => entry.id),
  )
  for (const each of repeats) placed.set(each, repeatOrClash(each, before.get(each.entry.id)))
  return placed
}

/** The keys were taken already: by this very entry, which is a repeat, or by another one, which a person has to see. */
function repeatOrClash({ entry }: Sound, sameId: { hash: string; received: number } | undefined): Placed {
  if (sameId === undefined) return { verdict: 'refused', reason: 'same-number-other-entry' }
  if (sameId.hash !== entry.hash) return { verdict: 'refused', reason: 'same-id-other-content' }
  return { verdict: 'held', received: sameId.received, isNew: false }
}

async function entriesWithIds(
  trx: Trx,
  petition: string,
  ids: readonly string[],
): Promise<Map<string, { hash: string; received: number }>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('entries')
    .select(['id', 'hash', 'received'])
    .where('petition', '=', petition)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

const rowOf = ({ number, batch, server }: Placing, entry: Sound['entry']) => ({
  petition: entry.petition,
  id: entry.id,
  hash: entry.hash,
  device: entry.device,
  run: entry.run,
  seq: entry.seq,
  v: entry.v,
  kind: entry.kind,
  street: entry.street ?? null,
  door: entry.door ?? null,
  outcome: entry.outcome ?? null,
  method: entry.method ?? null,
  wording: entry.wording ?? null,
  ref: entry.ref ?? null,
  madeAt: entry.madeAt,
  keyId: entry.keyId,
  enc: entry.enc,
  nonce: entry.nonce,
  sealed: entry.sealed,
  batch: batch?.id ?? null,
  received: number,
  receivedAt: server.now(),
})
