import { BatchId } from '#domain/ids.ts'
import { Batch, type SignatureRow } from '#wire/batches.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import { memberNames } from '../members/member-names.ts'
import { lockBatch } from '../merge/batch-rows.ts'
import { refreshProposals } from '../merge/propose-batch.ts'
import { Refusal } from '../refusal.ts'
import { signatureColumns, signatureRow, streetNamesOf } from '../roll/signature-rows.ts'
import type { Server } from '../server.ts'
import { batchCounts } from './batch-counts.ts'

const BATCHES_PER_PAGE = 30
const SIGNATURES_PER_PAGE = 100

const columns = [
  'id',
  'code',
  'source',
  'member',
  'label',
  'state',
  'knocks',
  'received',
  'receivedAt',
  'proposedAt',
] as const

type BatchRow = {
  readonly id: string
  readonly code: string
  readonly source: string
  readonly member: string | null
  readonly label: string | null
  readonly state: string
  readonly knocks: number
  readonly receivedAt: number
}

/** The newest first; `before` is the number of the last one shown. */
export async function listBatches(
  server: Server,
  caller: Caller,
  before: string | undefined,
): Promise<{ batches: Batch[]; before: string | null }> {
  const { petition } = caller
  let query = server.store.db.selectFrom('batches').select(columns).where('petition', '=', petition)
  if (before !== undefined && /^\d{1,15}$/.test(before)) query = query.where('received', '<', Number(before))
  const rows = await query.orderBy('received', 'desc').limit(BATCHES_PER_PAGE).execute()
  // A batch that grew is looked at anew. One that waits while the roll moves is so when it is opened or accepted.
  for (const { id, state, proposedAt } of rows) {
    if (state === 'waiting' && proposedAt < 0) await refresh(server, petition, id)
  }
  const last = rows.length < BATCHES_PER_PAGE ? undefined : rows.at(-1)
  return { batches: await withCounts(server, petition, rows), before: last ? String(last.received) : null }
}

export async function readBatch(server: Server, petition: string, id: string): Promise<Batch> {
  const row = await server.store.db
    .selectFrom('batches')
    .select(columns)
    .where('petition', '=', petition)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found')
  const [batch] = await withCounts(server, petition, [row])
  if (batch === undefined) throw new Error('one row gives one batch')
  return batch
}

/** Pages count from 1. */
export async function readBatchPage(
  server: Server,
  caller: Caller,
  id: string,
  page: number,
): Promise<{ batch: Batch; signatures: SignatureRow[]; pages: number }> {
  const { petition } = caller
  const { db } = server.store
  const keys = await currentKeys(server, petition)
  await refresh(server, petition, id)
  const batch = await readBatch(server, petition, id)
  const records = await db
    .selectFrom('signatures')
    .select(signatureColumns)
    .where('petition', '=', petition)
    .where('batch', '=', id)
    .orderBy('received')
    .orderBy('id')
    .offset((page - 1) * SIGNATURES_PER_PAGE)
    .limit(SIGNATURES_PER_PAGE)
    .execute()
  const streetNames = await streetNamesOf(db, petition)
  const signatures = records.map((record) => signatureRow(keys, streetNames, record))
  await server.store.transact((trx) =>
    writeAudit(trx, server.now(), caller, { action: 'batch-seen', subject: id, count: signatures.length }),
  )
  return { batch, signatures, pages: Math.max(1, Math.ceil(batch.counts.received / SIGNATURES_PER_PAGE)) }
}

async function refresh(server: Server, petition: string, batch: string): Promise<void> {
  const keys = await currentKeys(server, petition)
  await server.store.transact(async (trx) => {
    await lockBatch(trx, petition, batch)
    await refreshProposals(trx, keys, petition, batch)
  })
}

async function withCounts(server: Server, petition: string, rows: readonly BatchRow[]): Promise<Batch[]> {
  const names = await memberNames(server, petition)
  const counts = await batchCounts(
    server.store.db,
    petition,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, code, source, member, label, state, knocks, receivedAt }) =>
    Batch.parse({
      id: BatchId.parse(id),
      code,
      source,
      from: label ?? names.get(member ?? '') ?? '',
      receivedAt: new Date(receivedAt).toISOString(),
      state,
      counts: counts.get(id),
      knocks,
    }),
  )
}
