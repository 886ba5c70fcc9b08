/**
 * Takes a push in one transaction and answers with one receipt for each entry.
 * What makes a repeat harmless are the unique keys of the entries table, not a
 * check before the insert (S1).
 */

import type { Entry } from '#domain/entry.ts'
import { type EntryId, type PetitionId, Sha256 } from '#domain/ids.ts'
import { DoorMark, markAfter, Outcome } from '#domain/outcome.ts'
import type { Receipt } from '#domain/receipt.ts'
import { DeferralReason, RefusalReason } from '#domain/receipt.ts'
import type { Push } from '#wire/push.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { type PetitionKeys, petitionKeys } from '../keys/petition-keys.ts'
import { replacePersonal, storeSignature, withdrawSignature } from '../merge/store-signature.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { refreshTallies } from '../tallies.ts'
import { type ExamineContext, type Examined, type ExaminedAside, examineEntry } from './examine-entry.ts'
import { type OpenBatch, openBatch } from './open-batch.ts'

export type Received = { readonly receipts: Receipt[]; readonly batchCode: string | undefined }

type Placing = {
  readonly server: Server
  readonly trx: Trx
  readonly caller: Caller
  readonly keys: PetitionKeys
  /** The commit number of this push. */
  readonly number: number
  readonly batch: OpenBatch | undefined
}

export async function receivePush(server: Server, context: ExamineContext, push: Push): Promise<Received> {
  const { caller } = context
  const examined: Examined[] = []
  for (const raw of push.entries) examined.push(await examineEntry(raw, context))
  const keys = await petitionKeys(server, caller.petition)
  if (keys === undefined) throw new Error('a petition always has keys')

  return server.store.transact(async (trx) => {
    await noteRuns(trx, server, caller, push)
    if (examined.length === 0) return { receipts: [], batchCode: undefined }

    const number = await takeNumber(trx, caller.petition)
    const bringsSignatures = examined.some((each) => each.verdict === 'sound' && each.entry.kind === 'sign')
    const batch = await openBatch(trx, server, caller, { number, create: bringsSignatures })
    const placing: Placing = { server, trx, caller, keys, number, batch }
    const receipts: Receipt[] = []
    for (const each of examined) {
      receipts.push(
        each.verdict === 'sound' ? await placeSound(placing, each) : await setAside(placing, each),
      )
    }
    await retryDeferred(placing, context)
    const newSignatures = await closeBatch(placing, examined)
    if (newSignatures > 0) {
      await writeAudit(trx, server.now(), caller, {
        action: 'batch-received',
        subject: batch?.id,
        count: newSignatures,
      })
    }
    return { receipts, batchCode: batch?.code }
  })
}

/** Puts a sound entry into the journal of its run, once, and lets it take effect. */
async function placeSound(
  placing: Placing,
  examined: Extract<Examined, { verdict: 'sound' }>,
): Promise<Receipt> {
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

async function takeEffect(
  placing: Placing,
  { entry, personal }: Extract<Examined, { verdict: 'sound' }>,
): Promise<void> {
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
      await markDoor(placing, entry)
      return
    case 'amend':
      if (personal === undefined || entry.ref === undefined)
        throw new Error('an amend has a personal part and a ref')
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
      await markDoor(placing, entry)
  }
}

async function markDoor({ trx, number }: Placing, { petition, door, outcome }: Entry): Promise<void> {
  if (door === undefined || outcome === undefined) return
  const before = await trx
    .selectFrom('doors')
    .select('mark')
    .where('petition', '=', petition)
    .where('id', '=', door)
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('doors')
    .set({ mark: markAfter(DoorMark.parse(before.mark), outcome), changed: number })
    .where('petition', '=', petition)
    .where('id', '=', door)
    .execute()
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
  if (target.door === null) return
  await trx
    .updateTable('doors')
    .set({ mark: await markFromEntries(trx, caller.petition, target.door), changed: number })
    .where('petition', '=', caller.petition)
    .where('id', '=', target.door)
    .execute()
}

async function markFromEntries(trx: Trx, petition: PetitionId, door: string): Promise<DoorMark> {
  const entries = await trx
    .selectFrom('entries')
    .select(['id', 'outcome'])
    .where('petition', '=', petition)
    .where('door', '=', door)
    .orderBy('received')
    .orderBy('run')
    .orderBy('seq')
    .execute()
  const ids = entries.map(({ id }) => id)
  const withdrawn = new Set(
    ids.length === 0
      ? []
      : (
          await trx
            .selectFrom('entries')
            .select('ref')
            .where('petition', '=', petition)
            .where('kind', '=', 'withdraw')
            .where('ref', 'in', ids)
            .execute()
        ).map(({ ref }) => ref),
  )
  let mark: DoorMark = 'to-visit'
  for (const { id, outcome } of entries) {
    if (outcome !== null && !withdrawn.has(id)) mark = markAfter(mark, Outcome.parse(outcome))
  }
  return mark
}

/** Keeps what was not taken in, as it came, for a person to look at (S3). A repeat has no further effect. */
async function setAside(
  placing: Placing,
  { verdict, reason, id, hash, raw }: ExaminedAside,
): Promise<Receipt> {
  const { trx, caller, number, server } = placing
  const ref = (raw as { ref?: unknown } | null)?.ref
  await trx
    .insertInto('refused')
    .values({
      petition: caller.petition,
      id,
      hash,
      device: caller.device,
      reason,
      ref: typeof ref === 'string' ? ref : null,
      raw: JSON.stringify(raw),
      received: number,
      receivedAt: server.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const subject = { id, hash: Sha256.safeParse(hash).success ? Sha256.parse(hash) : ('' as const) }
  return verdict === 'deferred'
    ? { ...subject, state: 'deferred', reason: DeferralReason.parse(reason), received: number }
    : { ...subject, state: 'refused', reason: RefusalReason.parse(reason) }
}

/** What waited for an entry that has now come is taken in with it. */
async function retryDeferred(placing: Placing, context: ExamineContext): Promise<void> {
  const { trx, caller } = placing
  const waiting = await trx
    .selectFrom('refused')
    .innerJoin('entries', (join) =>
      join.onRef('entries.petition', '=', 'refused.petition').onRef('entries.id', '=', 'refused.ref'),
    )
    .select(['refused.id', 'refused.hash', 'refused.raw'])
    .where('refused.petition', '=', caller.petition)
    .where('refused.device', '=', caller.device)
    .where('refused.reason', '=', 'unknown-ref')
    .execute()
  for (const { id, hash, raw } of waiting) {
    const examined = await examineEntry(JSON.parse(raw), context)
    if (examined.verdict !== 'sound') continue
    await trx
      .deleteFrom('refused')
      .where('petition', '=', caller.petition)
      .where('id', '=', id)
      .where('hash', '=', hash)
      .where('device', '=', caller.device)
      .execute()
    await placeSound(placing, examined)
  }
}

/** Brings tallies and the batch's own figures up to date; gives how many signatures this push added. */
async function closeBatch(
  { trx, caller, number, batch }: Placing,
  examined: readonly Examined[],
): Promise<number> {
  const streets = new Set<string | null>()
  for (const each of examined) {
    if (each.verdict === 'sound' && each.entry.kind === 'sign') streets.add(each.entry.street ?? null)
  }
  await refreshTallies(trx, caller.petition, streets)
  if (batch === undefined) return 0
  const { signatures, knocks } = await trx
    .selectFrom('entries')
    .select((query) => [
      query.fn
        .count<number>('id')
        .filterWhere('kind', '=', 'sign')
        .filterWhere('received', '=', number)
        .as('signatures'),
      query.fn.count<number>('id').filterWhere('kind', '=', 'knock').as('knocks'),
    ])
    .where('petition', '=', caller.petition)
    .where('batch', '=', batch.id)
    .executeTakeFirstOrThrow()
  // Its proposals were made before these came: make them again when somebody looks.
  await trx
    .updateTable('batches')
    .set({ knocks, proposedAt: -1 })
    .where('petition', '=', caller.petition)
    .where('id', '=', batch.id)
    .execute()
  return signatures
}

async function noteRuns(trx: Trx, server: Server, { petition, device }: Caller, push: Push): Promise<void> {
  for (const { run, seq } of push.runs) {
    await trx
      .insertInto('runs')
      .values({ petition, device, run, announced: seq })
      .onConflict((conflict) =>
        conflict.columns(['petition', 'device', 'run']).doUpdateSet({ announced: seq }),
      )
      .execute()
  }
  await trx.deleteFrom('unsent').where('petition', '=', petition).where('device', '=', device).execute()
  const reportedAt = server.now()
  const unsent = push.unsent.map(({ street, signatures }) => ({
    petition,
    device,
    street,
    signatures,
    reportedAt,
  }))
  if (unsent.length > 0) await trx.insertInto('unsent').values(unsent).execute()
}
