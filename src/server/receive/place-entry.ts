import type { Entry } from '#domain/entry.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { ExaminedAside } from './examine-entry.ts'
import type { Placing, Sound } from './placing.ts'
import { setAside } from './set-aside.ts'
import { takeEffect } from './take-effect.ts'

/** Puts a sound entry into the journal of its run, once, and lets it take effect. */
export async function placeEntry(placing: Placing, examined: Sound): Promise<Receipt> {
  const { trx, number, batch, server } = placing
  const { entry } = examined
  const refusedOrWaiting = await refToWaitFor(placing, entry)
  if (refusedOrWaiting !== undefined) {
    const { id, hash } = entry
    return setAside(placing, { ...refusedOrWaiting, id, hash, raw: entry })
  }
  const inserted = await trx
    .insertInto('entries')
    .values({
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
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  if (inserted.length === 0) return repeatOrClash(placing, entry)
  await takeEffect(placing, examined)
  return { id: entry.id, hash: entry.hash, state: 'held', received: number }
}

/** The keys were taken already: by this very entry, which is a repeat, or by another one, which a person has to see. */
async function repeatOrClash(placing: Placing, entry: Entry): Promise<Receipt> {
  const { trx } = placing
  const sameId = await trx
    .selectFrom('entries')
    .select(['hash', 'received'])
    .where('petition', '=', entry.petition)
    .where('id', '=', entry.id)
    .executeTakeFirst()
  const { id, hash } = entry
  if (sameId?.hash === hash) return { id, hash, state: 'held', received: sameId.received }
  const reason = sameId === undefined ? 'same-number-other-entry' : 'same-id-other-content'
  return setAside(placing, { verdict: 'refused', reason, id, hash, raw: entry })
}

/** A1: an amend or a withdrawal is its own device's, and waits for the entry that it names. */
async function refToWaitFor(
  { trx, caller }: Placing,
  { ref, kind, device, door, street }: Entry,
): Promise<Pick<ExaminedAside, 'verdict' | 'reason'> | undefined> {
  if (ref !== undefined) {
    const target = await trx
      .selectFrom('entries')
      .select(['device', 'kind'])
      .where('petition', '=', caller.petition)
      .where('id', '=', ref)
      .executeTakeFirst()
    if (target === undefined) return { verdict: 'deferred', reason: 'unknown-ref' }
    const mayRefer = target.kind === 'sign' || (target.kind === 'knock' && kind === 'withdraw')
    if (target.device !== device || !mayRefer) return { verdict: 'refused', reason: 'not-yours-to-change' }
  }
  if (door !== undefined && street !== undefined) {
    const known = await trx
      .selectFrom('doors')
      .select('street')
      .where('petition', '=', caller.petition)
      .where('id', '=', door)
      .executeTakeFirst()
    if (known?.street !== street) return { verdict: 'deferred', reason: 'unknown-door' }
  } else if (street !== undefined) {
    const known = await trx
      .selectFrom('streets')
      .select('id')
      .where('petition', '=', caller.petition)
      .where('id', '=', street)
      .executeTakeFirst()
    if (known === undefined) return { verdict: 'deferred', reason: 'unknown-door' }
  }
  return undefined
}
