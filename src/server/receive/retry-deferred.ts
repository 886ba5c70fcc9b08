/**
 * What was deferred is looked at again when the server may have learnt what it
 * lacked: a street was saved, or a newer program started. In bites, so that
 * phones get their turn in between.
 */
import { DeviceId, PetitionId } from '#domain/ids.ts'
import type { DeferralReason } from '#domain/receipt.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { examineContext } from './examine-context.ts'
import { type Examined, examineEntry } from './examine-entry.ts'
import { openAside } from './set-aside.ts'
import { takeIn } from './take-in.ts'

const BITE = 100

type Retried = { readonly petition: PetitionId; readonly reasons: readonly DeferralReason[] }

/** Gives how many were taken in. Ends early when the signal says so, as at shutdown. */
export async function retryDeferred(
  server: Server,
  { petition, reasons }: Retried,
  signal?: AbortSignal,
): Promise<number> {
  let taken = 0
  let after: Place = { received: -1, id: '' }
  while (!signal?.aborted) {
    const rows = await nextRows(server, petition, reasons, after)
    const last = rows.at(-1)
    if (last === undefined) break
    after = last
    taken += await retryRows(server, petition, rows)
  }
  return taken
}

/** At the start of a server: it may be a newer one, or the one before it may have been killed halfway. */
export async function retryAllDeferred(server: Server, signal: AbortSignal): Promise<void> {
  const petitions = await server.store.db.selectFrom('refused').select('petition').distinct().execute()
  const reasons = ['newer-version', 'unknown-kind', 'unknown-ref', 'unknown-door'] as const
  for (const { petition } of petitions) {
    await retryDeferred(server, { petition: PetitionId.parse(petition), reasons }, signal)
  }
}

/** Beside the phones' own requests, so that nobody waits for it; stopping lets the bite under way end. */
export function startRetrying(server: Server): { stop(): Promise<void> } {
  const ending = new AbortController()
  const done = retryAllDeferred(server, ending.signal).catch((error: Error & { code?: string }) => {
    server.log.error({ kind: error.name, code: error.code }, 'looking at deferred entries again failed')
  })
  return {
    stop: () => {
      ending.abort()
      return done
    },
  }
}

type Place = { readonly received: number; readonly id: string }
type Row = Place & {
  readonly hash: string
  readonly device: string
  readonly reason: string
  readonly rawSealed: string
}

function nextRows(
  { store: { db } }: Server,
  petition: PetitionId,
  reasons: readonly DeferralReason[],
  after: Place,
): Promise<Row[]> {
  return db
    .selectFrom('refused')
    .select(['id', 'hash', 'device', 'reason', 'rawSealed', 'received'])
    .where('petition', '=', petition)
    .where('reason', 'in', reasons)
    .where('resolution', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        eb('received', '>', after.received),
        and([eb('received', '=', after.received), eb('id', '>', after.id)]),
      ]),
    )
    .orderBy('received')
    .orderBy('id')
    .limit(BITE)
    .execute()
}

async function retryRows(server: Server, petition: PetitionId, rows: readonly Row[]): Promise<number> {
  const context = await examineContext(server, { petition, member: 'anyone' })
  const sound = new Map<DeviceId, Examined[]>()
  const changed: { readonly row: Row; readonly reason: string }[] = []
  for (const row of rows) {
    const each = await examineEntry(openAside(context.keys, row), context)
    const device = DeviceId.parse(row.device)
    if (each.verdict === 'sound') sound.set(device, [...(sound.get(device) ?? []), each])
    else if (each.reason !== row.reason) changed.push({ row, reason: each.reason })
  }
  if (sound.size === 0 && changed.length === 0) return 0
  return server.store.transact(async (trx) => {
    let taken = 0
    for (const [device, group] of sound) {
      taken += (await takeIn({ server, trx, context, device, by: undefined }, group)).taken
    }
    for (const { row, reason } of changed) await giveReason(trx, petition, row, reason)
    return taken
  })
}

/** The server understands it by now, and finds another reason why it can't come in. */
async function giveReason(
  trx: Trx,
  petition: PetitionId,
  { id, hash, device }: Row,
  reason: string,
): Promise<void> {
  await trx
    .updateTable('refused')
    .set({ reason })
    .where('petition', '=', petition)
    .where('id', '=', id)
    .where('hash', '=', hash)
    .where('device', '=', device)
    .execute()
}
