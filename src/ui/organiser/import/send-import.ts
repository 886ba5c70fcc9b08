import type { BatchId, PetitionId } from '#domain/ids.ts'
import type { Batch } from '#wire/batches.ts'
import {
  finishImport,
  type ImportRow,
  importRows,
  MAX_IMPORT_ROWS,
  type RowProblem,
  startImport,
} from '#wire/imports.ts'
import { call } from '../../shared/call.ts'

export type ImportProgress = {
  /** How many lines the server has answered for. */
  readonly done: number
  readonly taken: number
  /** Arrived in an earlier try. */
  readonly known: number
  readonly refused: readonly RowProblem[]
}

export const noProgress: ImportProgress = { done: 0, taken: 0, known: 0, refused: [] }

export type FinishedImport = { readonly batch: Batch; readonly refused: readonly RowProblem[] }

type SendImport = {
  readonly petition: PetitionId
  readonly batch: BatchId
  readonly label: string
  readonly rows: readonly ImportRow[]
  /** Where an earlier run of this stopped. */
  readonly from: ImportProgress
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
}

/**
 * Sends the lines in chunks. Every step may be repeated: the batch's id is
 * ours, and a line sent twice has one effect. Resolves to nothing when stopped.
 */
export async function sendImport({
  petition,
  batch,
  label,
  rows,
  from,
  signal,
  onProgress,
}: SendImport): Promise<FinishedImport | undefined> {
  const params = { petition, batch }
  await call(startImport, { params, body: { label } })

  let progress = from
  while (progress.done < rows.length) {
    if (signal.aborted) return undefined
    const chunk = rows.slice(progress.done, progress.done + MAX_IMPORT_ROWS)
    const reply = await call(importRows, { params, body: { rows: chunk } }, { timeoutMs: 60_000 })
    progress = {
      done: progress.done + chunk.length,
      taken: progress.taken + reply.taken,
      known: progress.known + reply.known,
      refused: [...progress.refused, ...reply.refused],
    }
    onProgress(progress)
  }
  if (signal.aborted) return undefined
  return call(finishImport, { params }, { timeoutMs: 120_000 })
}
