/** An online notice comes in by a few hundred lines at a time; a repeat of anything has one effect (S1). */
import { BatchId } from '#domain/ids.ts'
import { PetitionSettings } from '#domain/petition.ts'
import type { BodyOf, ReplyOf } from '#wire/endpoint.ts'
import type {
  ImportRow,
  importRows as importRowsEndpoint,
  RowProblem,
  startImport as startImportEndpoint,
} from '#wire/imports.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import { lockBatch } from '../merge/batch-rows.ts'
import { refreshProposals } from '../merge/propose-batch.ts'
import { storeSignatures } from '../merge/store-signature.ts'
import { newId } from '../new-id.ts'
import { newBatchCode } from '../receive/open-batch.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import { inChunks } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber, takeNumbers } from '../store/take-number.ts'
import { addReceived } from '../tallies.ts'
import { readImportRow } from './read-import-row.ts'

export async function startImport(
  server: Server,
  caller: Caller,
  batch: string,
  { label }: BodyOf<typeof startImportEndpoint>,
): Promise<ReplyOf<typeof startImportEndpoint>> {
  const { petition } = caller
  const id = BatchId.safeParse(batch)
  if (!id.success) throw new Refusal('bad-request')
  await server.store.transact(async (trx) => {
    const received = await takeNumber(trx, petition)
    const started = await trx
      .insertInto('batches')
      .values({
        petition,
        id: id.data,
        code: newBatchCode(server),
        source: 'online',
        member: null,
        device: null,
        label,
        state: 'receiving',
        knocks: 0,
        proposedAt: -1,
        received,
        receivedAt: server.now(),
        acceptedAt: null,
      })
      .onConflict((conflict) => conflict.columns(['petition', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (started !== undefined) {
      await writeAudit(trx, server.now(), caller, { action: 'import-started', subject: id.data })
    } else if ((await lockBatch(trx, petition, id.data)).source !== 'online') throw new Refusal('conflict')
  })
  return { batch: id.data }
}

export async function importRows(
  server: Server,
  caller: Caller,
  batch: string,
  rows: readonly ImportRow[],
): Promise<ReplyOf<typeof importRowsEndpoint>> {
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  return server.store.transact(async (trx) => {
    const { startedAt } = await lockReceiving(trx, petition, batch)
    const circumstances = { startedAt, now: server.now(), timeZone: await timeZoneOf(trx, petition) }
    const first = await takeNumbers(trx, petition, Math.max(1, rows.length))
    const read = rows.map((row, index) => ({
      line: row.line,
      // In the order of the lines, as they arrived: merging looks at the oldest first.
      id: newId(server, first + index),
      received: first + index,
      content: readImportRow(row, circumstances),
    }))
    const fresh = await takeLines(
      trx,
      read.map(({ line, id, content }) => ({
        petition,
        batch,
        line,
        signature: 'reason' in content ? null : id,
        reason: 'reason' in content ? content.reason : null,
      })),
    )
    const signatures = read.flatMap(({ id, received, content }) =>
      'reason' in content || !fresh.has(id)
        ? []
        : [
            {
              petition,
              id,
              batch,
              source: 'online' as const,
              collector: null,
              device: null,
              street: null,
              door: null,
              method: 'typed' as const,
              wording: null,
              received,
              ...content,
            },
          ],
    )
    await storeSignatures(trx, server, keys, signatures)
    await addReceived(trx, petition, signatures)

    const refused = await refusedLines(
      trx,
      petition,
      batch,
      rows.map(({ line }) => line),
    )
    return { taken: signatures.length, known: rows.length - signatures.length - refused.length, refused }
  })
}

/** It then waits like any batch. */
export async function finishImport(server: Server, caller: Caller, batch: string): Promise<RowProblem[]> {
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  return server.store.transact(async (trx) => {
    const { state, source } = await lockBatch(trx, petition, batch)
    if (source !== 'online') throw new Refusal('not-found')
    if (state === 'receiving') {
      await trx
        .updateTable('batches')
        .set({ state: 'waiting' })
        .where('petition', '=', petition)
        .where('id', '=', batch)
        .execute()
      await refreshProposals(trx, keys, petition, batch)
      await writeAudit(trx, server.now(), caller, { action: 'import-finished', subject: batch })
    }
    return refusedLines(trx, petition, batch)
  })
}

async function lockReceiving(trx: Trx, petition: string, batch: string): Promise<{ startedAt: number }> {
  const { state, source } = await lockBatch(trx, petition, batch)
  if (source !== 'online') throw new Refusal('not-found')
  if (state !== 'receiving') throw new Refusal('conflict')
  const { receivedAt } = await trx
    .selectFrom('batches')
    .select('receivedAt')
    .where('petition', '=', petition)
    .where('id', '=', batch)
    .executeTakeFirstOrThrow()
  return { startedAt: receivedAt }
}

async function timeZoneOf(trx: Trx, petition: string): Promise<string> {
  const { settings } = await trx
    .selectFrom('petitions')
    .select('settings')
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  return settings === null ? 'UTC' : PetitionSettings.parse(JSON.parse(settings)).timeZone
}

type NewLine = {
  readonly petition: string
  readonly batch: string
  readonly line: number
  readonly signature: string | null
  readonly reason: string | null
}

/** The signatures of those lines that were not there yet. */
async function takeLines(trx: Trx, lines: readonly NewLine[]): Promise<Set<string>> {
  const fresh = new Set<string>()
  for (const chunk of inChunks(lines)) {
    const inserted = await trx
      .insertInto('importLines')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .returning('signature')
      .execute()
    for (const { signature } of inserted) if (signature !== null) fresh.add(signature)
  }
  return fresh
}

/** Of the whole import, or of these lines. */
async function refusedLines(
  trx: Trx,
  petition: string,
  batch: string,
  lines?: readonly number[],
): Promise<RowProblem[]> {
  const refused: RowProblem[] = []
  for (const chunk of lines === undefined ? [undefined] : inChunks(lines)) {
    let query = trx
      .selectFrom('importLines')
      .select(['line', 'reason'])
      .where('petition', '=', petition)
      .where('batch', '=', batch)
      .where('reason', 'is not', null)
    if (chunk !== undefined) query = query.where('line', 'in', chunk)
    const rows = await query.orderBy('line').execute()
    for (const { line, reason } of rows) refused.push({ line, reason: reason ?? '' })
  }
  return refused
}
