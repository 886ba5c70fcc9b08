import * as z from 'zod/mini'
import { BatchId } from '#domain/ids.ts'
import { onOneLine } from '#domain/text.ts'
import { Batch } from './batches.ts'
import { endpoint } from './endpoint.ts'

export const MAX_IMPORT_ROWS = 500

/** One line of an online notice, its cells put under our names and not yet checked. */
export const ImportRow = z.strictObject({
  /** Line of the file, from 2 (the header is line 1). */
  line: z.int().check(z.gte(1)),
  name: z.string().check(z.maxLength(2000)),
  address: z.optional(z.string().check(z.maxLength(2000))),
  postcode: z.optional(z.string().check(z.maxLength(2000))),
  email: z.optional(z.string().check(z.maxLength(2000))),
  signedAt: z.optional(z.string().check(z.maxLength(100))),
})
export type ImportRow = z.infer<typeof ImportRow>

export const RowProblem = z.strictObject({ line: z.int(), reason: z.string() })
export type RowProblem = z.infer<typeof RowProblem>

/** The id is made by the caller, so that starting twice has one effect. */
export const startImport = endpoint({
  method: 'PUT',
  path: '/petitions/:petition/imports/:batch',
  summary: 'Begin an import of an online notice',
  may: 'import',
  body: z.strictObject({
    label: z.string().check(onOneLine(), z.trim(), z.minLength(1, 'import-label-missing'), z.maxLength(80)),
  }),
  reply: z.strictObject({ batch: BatchId }),
})

/** A line sent twice has one effect. */
export const importRows = endpoint({
  method: 'POST',
  path: '/petitions/:petition/imports/:batch/rows',
  summary: 'Hand over lines; each is taken, or refused with a reason',
  may: 'import',
  body: z.strictObject({ rows: z.array(ImportRow).check(z.maxLength(MAX_IMPORT_ROWS)) }),
  reply: z.strictObject({ taken: z.int(), known: z.int(), refused: z.array(RowProblem) }),
})

export const finishImport = endpoint({
  method: 'POST',
  path: '/petitions/:petition/imports/:batch/finish',
  summary: 'End the import; it waits to be accepted like any batch',
  may: 'import',
  reply: z.strictObject({ batch: Batch, refused: z.array(RowProblem) }),
})
