/**
 * What a person makes of an entry in the tray. The entry stays there, with what
 * became of it; a signature that is taken in goes into a batch of the tray's
 * own and is accepted, merged and undone like any other.
 */
import { BatchId } from '#domain/ids.ts'
import type { LeaveOutReason, TrayKey } from '#wire/tray.ts'
import { type AuditAction, writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys, type PetitionKeys } from '../keys/petition-keys.ts'
import { forgetProposals } from '../merge/forget-proposals.ts'
import { replacePersonal, storeSignature, withdrawSignature } from '../merge/store-signature.ts'
import { newId } from '../new-id.ts'
import { newBatchCode } from '../receive/open-batch.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import { isThere } from '../store/is-there.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { refreshTallies } from '../tallies.ts'
import { type OpenedRefused, openRefused } from './open-refused.ts'
import { rawOf } from './read-tray.ts'

export async function takeIn(server: Server, caller: Caller, key: TrayKey): Promise<void> {
  const keys = await currentKeys(server, caller.petition)
  const row = await server.store.db
    .selectFrom('refused')
    .select(['id', 'hash', 'rawSealed'])
    .where('petition', '=', caller.petition)
    .where('id', '=', key.id)
    .where('hash', '=', key.hash)
    .where('device', '=', key.device)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found')
  const opened = await openRefused(server, caller.petition, rawOf(keys, row))
  await resolve(server, caller, key, 'refused-taken-in', async (trx, number, before) => {
    if (before.resolution === 'taken-in') return before
    if (opened === undefined) throw new Refusal('conflict')
    const takenInAs = await takeEffect({ server, trx, caller, keys, number }, opened)
    return { resolution: 'taken-in', resolutionWhy: null, takenInAs }
  })
}

export const leaveOut = (server: Server, caller: Caller, key: TrayKey, why: LeaveOutReason): Promise<void> =>
  resolve(server, caller, key, 'refused-left-out', async (_, __, before) => {
    if (before.resolution === 'taken-in') throw new Refusal('conflict')
    return { resolution: 'left-out', resolutionWhy: why, takenInAs: null }
  })

export const putBack = (server: Server, caller: Caller, key: TrayKey): Promise<void> =>
  resolve(server, caller, key, 'refused-reopened', async (trx, _, before) => {
    if (before.resolution === 'taken-in') await takeOut(trx, caller.petition, before.takenInAs)
    return { resolution: null, resolutionWhy: null, takenInAs: null }
  })

type Resolution = {
  readonly resolution: string | null
  readonly resolutionWhy: string | null
  readonly takenInAs: string | null
}

async function resolve(
  server: Server,
  caller: Caller,
  key: TrayKey,
  action: AuditAction,
  work: (trx: Trx, number: number, before: Resolution) => Promise<Resolution>,
): Promise<void> {
  await server.store.transact(async (trx) => {
    // The petition's number is its lock: two organisers resolve one after the other.
    const number = await takeNumber(trx, caller.petition)
    const before = await trx
      .selectFrom('refused')
      .select(['resolution', 'resolutionWhy', 'takenInAs'])
      .where('petition', '=', caller.petition)
      .where('id', '=', key.id)
      .where('hash', '=', key.hash)
      .where('device', '=', key.device)
      .executeTakeFirst()
    if (before === undefined) throw new Refusal('not-found')
    const after = await work(trx, number, before)
    await trx
      .updateTable('refused')
      .set({
        ...after,
        resolvedAt: after.resolution === null ? null : server.now(),
        resolvedBy: after.resolution === null ? null : caller.member,
      })
      .where('petition', '=', caller.petition)
      .where('id', '=', key.id)
      .where('hash', '=', key.hash)
      .where('device', '=', key.device)
      .execute()
    await writeAudit(trx, server.now(), caller, { action, subject: key.id || undefined })
  })
}

type TakingIn = {
  readonly server: Server
  readonly trx: Trx
  readonly caller: Caller
  readonly keys: PetitionKeys
  readonly number: number
}

/** Gives the id of the signature that it became, or null where it changed one. */
async function takeEffect(
  { server, trx, caller, keys, number }: TakingIn,
  { entry, personal, member }: OpenedRefused,
): Promise<string | null> {
  const { petition } = caller
  if (entry.kind === 'sign' && personal !== undefined) {
    const isTaken = await isThere(trx, 'signatures', petition, entry.id)
    const id = isTaken ? newId(server) : entry.id
    const { street, door } = await placeOf(trx, petition, entry)
    await storeSignature(trx, server, keys, {
      petition,
      id,
      batch: await trayBatch(trx, server, caller, number),
      source: 'phone',
      collector: member,
      device: entry.device,
      street,
      door,
      method: entry.method ?? 'typed',
      wording: entry.wording ?? null,
      signedAt: entry.madeAt,
      personal,
      received: number,
    })
    await refreshTallies(trx, petition, [street])
    return id
  }
  const { ref } = entry
  if (ref === undefined || !(await isThere(trx, 'signatures', petition, ref))) throw new Refusal('conflict')
  if (entry.kind === 'withdraw') {
    await withdrawSignature(trx, petition, ref)
  } else if (entry.kind === 'amend' && personal !== undefined) {
    await replacePersonal(trx, server, keys, { petition, id: ref, personal, amendedAt: entry.madeAt })
  } else throw new Refusal('conflict')
  return null
}

/** Only while its batch waits; and what it changed in another signature is not known any more. */
async function takeOut(trx: Trx, petition: string, signature: string | null): Promise<void> {
  if (signature === null) throw new Refusal('conflict')
  const row = await trx
    .selectFrom('signatures')
    .innerJoin('batches', (join) =>
      join.onRef('batches.petition', '=', 'signatures.petition').onRef('batches.id', '=', 'signatures.batch'),
    )
    .select(['batches.id as batch', 'batches.state', 'signatures.street', 'signatures.standing'])
    .where('signatures.petition', '=', petition)
    .where('signatures.id', '=', signature)
    .executeTakeFirst()
  if (row?.state !== 'waiting' || row.standing !== 'waiting') throw new Refusal('conflict')
  for (const table of ['contacts', 'blocking'] as const) {
    await trx.deleteFrom(table).where('petition', '=', petition).where('signature', '=', signature).execute()
  }
  await trx
    .deleteFrom('matches')
    .where('petition', '=', petition)
    .where((each) => each.or([each('a', '=', signature), each('b', '=', signature)]))
    .execute()
  await trx.deleteFrom('signatures').where('petition', '=', petition).where('id', '=', signature).execute()
  await forgetProposals(trx, petition, row.batch)
  await refreshTallies(trx, petition, [row.street])
}

/** Its street and door, as far as the petition knows them. */
async function placeOf(
  trx: Trx,
  petition: string,
  { street, door }: OpenedRefused['entry'],
): Promise<{ street: string | null; door: string | null }> {
  const known = await trx
    .selectFrom('streets')
    .select('id')
    .where('petition', '=', petition)
    .where('id', '=', street ?? '')
    .executeTakeFirst()
  if (known === undefined) return { street: null, door: null }
  const knownDoor = await trx
    .selectFrom('doors')
    .select('id')
    .where('petition', '=', petition)
    .where('id', '=', door ?? '')
    .where('street', '=', known.id)
    .executeTakeFirst()
  return { street: known.id, door: knownDoor?.id ?? null }
}

/** The waiting batch of the tray, or a new one. */
async function trayBatch(trx: Trx, server: Server, caller: Caller, number: number): Promise<string> {
  const open = await trx
    .selectFrom('batches')
    .select('id')
    .where('petition', '=', caller.petition)
    .where('source', '=', 'tray')
    .where('state', '=', 'waiting')
    .orderBy('received', 'desc')
    .executeTakeFirst()
  if (open !== undefined) return open.id
  const id = BatchId.parse(newId(server))
  await trx
    .insertInto('batches')
    .values({
      petition: caller.petition,
      id,
      code: newBatchCode(server),
      source: 'tray',
      member: caller.member,
      device: null,
      label: null,
      state: 'waiting',
      knocks: 0,
      proposedAt: -1,
      received: number,
      receivedAt: server.now(),
      acceptedAt: null,
    })
    .execute()
  return id
}
