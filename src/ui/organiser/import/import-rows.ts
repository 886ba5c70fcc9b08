/** The lines of an online notice as they are sent, and those that can't be. */
import { cellsByField, fullNameOf, type SignatureField, signatureFields } from '#domain/column-mapping.ts'
import type { Table, TableRow } from '#domain/csv-table.ts'
import { ImportRow, type RowProblem } from '#wire/imports.ts'

type Columns = readonly (SignatureField | undefined)[]

/** Refused here: lines that do not fit the header, and cells longer than the wire carries. All others go to the server. */
export function importRowsOf(table: Table, columns: Columns): { rows: ImportRow[]; refused: RowProblem[] } {
  const rows: ImportRow[] = []
  const refused: RowProblem[] = table.ragged.map(({ line }) => ({ line, reason: 'line-ragged' }))
  for (const row of table.rows) {
    const parsed = ImportRow.safeParse(importRowOf(row, columns))
    if (parsed.success) rows.push(parsed.data)
    else refused.push({ line: row.line, reason: 'cell-too-long' })
  }
  return { rows, refused }
}

export function importRowOf({ line, cells }: TableRow, columns: Columns): ImportRow {
  const found = cellsByField(cells, columns, signatureFields)
  const { address, postcode, email, signedAt } = found
  return {
    line,
    name: fullNameOf(found),
    ...(address !== undefined && { address }),
    ...(postcode !== undefined && { postcode }),
    ...(email !== undefined && { email }),
    ...(signedAt !== undefined && { signedAt }),
  }
}

/** Every refused line once, in the order of the file. */
export function mergeRefused(...lists: readonly (readonly RowProblem[])[]): RowProblem[] {
  const byLine = new Map(lists.flat().map((problem) => [problem.line, problem]))
  return [...byLine.values()].sort((one, other) => one.line - other.line)
}

/** The report: each refused line with its reason and its own cells, to be mended and imported again. */
export function reportRows(
  table: Table,
  refused: readonly RowProblem[],
  sentenceOf: (reason: string) => string,
): string[][] {
  const cellsByLine = new Map([...table.rows, ...table.ragged].map(({ line, cells }) => [line, cells]))
  return refused.map(({ line, reason }) => [
    String(line),
    sentenceOf(reason),
    ...(cellsByLine.get(line) ?? []),
  ])
}
