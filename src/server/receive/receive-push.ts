/**
 * Takes a push in one transaction and answers with one receipt for each entry.
 * What makes a repeat harmless are the unique keys of the entries table, not a
 * check before the insert (S1).
 */

import type { Entry } from '#domain/entry.ts'
import { EntryId, type PetitionId, Sha256 } from '#domain/ids.ts'
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
import { markDoor, markDoorAgain } from './mark-door.ts'
import { noteRuns } from './note-runs.ts'
import { type OpenBatch, openBatch } from './open-batch.ts'

type Sound = Extract<Examined, { verdict: 'sound' }>

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
  const sound = examined.filter((each) => each.verdict === 'sound')
  // Before the transaction: opening an entry may read keys, and the embedded store has one connection.
  const waiting = [...(await examineWaiting(server, context, sound)), ...sound]
  const keys = await petitionKeys(server, caller.petition)
  if (keys === undefined) throw new Error('a petition always has keys')

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
        each.verdict === 'sound' ? await placeSound(placing, each) : await setAside(placing, each),
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

/** Puts a sound entry into the journal of its run, once, and lets it take effect. */
async function placeSound(placing: Placing, examined: Sound): Promise<Receipt> {
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

async function takeEffect(placing: Placing, { entry, personal }: Sound): Promise<void> {
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

/** Keeps what was not taken in, as it came, for a person to look at (S3). A repeat has no further effect. */
async function setAside(
  placing: Placing,
  { verdict, reason, id, hash, raw }: ExaminedAside,
): Promise<Receipt> {
  const { trx, caller, number, server } = placing
  const ref = EntryId.safeParse((raw as { ref?: unknown } | null)?.ref)
  await trx
    .insertInto('refused')
    .values({
      petition: caller.petition,
      id,
      hash,
      device: caller.device,
      reason,
      ref: ref.success ? ref.data : null,
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

/** Entries of this phone that were deferred for want of the one they name, which is here now or in this push. */
async function examineWaiting(
  server: Server,
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
    .select(['refused.raw', 'refused.ref', 'entries.id as known'])
    .where('refused.petition', '=', petition)
    .where('refused.device', '=', device)
    .where('refused.reason', '=', 'unknown-ref')
    .orderBy('refused.received')
    .execute()
  const inPush = new Set<string | null>(sound.map(({ entry }) => entry.id))
  const waiting: Sound[] = []
  for (const { raw, ref, known } of deferred) {
    if (known === null && !inPush.has(ref)) continue
    const examined = await examineEntry(JSON.parse(raw), context)
    if (examined.verdict === 'sound') waiting.push(examined)
  }
  return waiting
}

/** What waited for an entry that has now come is taken in with it; gives the new receipts by id and hash. */
async function placeWaiting(placing: Placing, waiting: readonly Sound[]): Promise<Map<string, Receipt>> {
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
    if (waited !== undefined) receipts.set(id + hash, await placeSound(placing, each))
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

/** Brings tallies and the batch's own figures up to date; gives what this push added to the batch. */
async function closeBatch(
  { trx, caller, number, batch }: Placing,
  sound: readonly Sound[],
): Promise<{ signatures: number; entries: number }> {
  const streets = new Set<string | null>()
  for (const { entry } of sound) if (entry.kind === 'sign') streets.add(entry.street ?? null)
  await refreshTallies(trx, caller.petition, streets)
  if (batch === undefined) return { signatures: 0, entries: 0 }

  const { signatures, entries, knocks } = await trx
    .selectFrom('entries')
    .select((query) => [
      query.fn
        .count<number>('id')
        .filterWhere('kind', '=', 'sign')
        .filterWhere('received', '=', number)
        .as('signatures'),
      query.fn.count<number>('id').filterWhere('received', '=', number).as('entries'),
      query.fn.count<number>('id').filterWhere('kind', '=', 'knock').as('knocks'),
    ])
    .where('petition', '=', caller.petition)
    .where('batch', '=', batch.id)
    .executeTakeFirstOrThrow()
  if (batch.isNew && signatures === 0) {
    await dropBatch(trx, caller.petition, batch)
    return { signatures: 0, entries: 0 }
  }
  // Its proposals were made before these came: make them again when somebody looks.
  await trx
    .updateTable('batches')
    .set({ knocks, proposedAt: -1 })
    .where('petition', '=', caller.petition)
    .where('id', '=', batch.id)
    .execute()
  return { signatures, entries }
}

/** Its signatures were all deferred after all: nobody wants a page for a batch of none. */
async function dropBatch(trx: Trx, petition: PetitionId, { id }: OpenBatch): Promise<void> {
  await trx
    .updateTable('entries')
    .set({ batch: null })
    .where('petition', '=', petition)
    .where('batch', '=', id)
    .execute()
  await trx.deleteFrom('batches').where('petition', '=', petition).where('id', '=', id).execute()
}
