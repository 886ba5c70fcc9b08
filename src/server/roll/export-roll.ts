import Papa from 'papaparse'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import { inChunks } from '../store/in-chunks.ts'
import { signatureRecords, signatureRow, streetNamesOf } from './signature-rows.ts'

const COLUMNS = [
  'number',
  'name',
  'address',
  'postcode',
  'connection',
  'method',
  'source',
  'street',
  'signedAt',
] as const

const BYTE_ORDER_MARK = '\uFEFF'

/** First characters by which a spreadsheet takes a cell for a formula, their full-width forms too. */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/

/** Where the list separator is a semicolon, as in most of Europe, a spreadsheet cuts a cell of ours in two. */
const FORMULA_AFTER_SEPARATOR = /([;|\t])(?=\s*[=+\-@＝＋－＠])/g

/**
 * The roll as it stands now, as CSV that no spreadsheet will execute, piece by
 * piece. Who counts is fixed, with the audit trail's number, before the first piece.
 */
export async function exportRoll(server: Server, caller: Caller): Promise<ReadableStream<Uint8Array>> {
  const { petition } = caller
  const { db } = server.store
  const keys = await currentKeys(server, petition)
  const ids = await server.store.transact(async (trx) => {
    const counted = await trx
      .selectFrom('signatures')
      .select('id')
      .where('petition', '=', petition)
      .where('standing', '=', 'counted')
      .orderBy('received')
      .orderBy('id')
      .execute()
    await writeAudit(trx, server.now(), caller, { action: 'roll-exported', count: counted.length })
    return counted.map(({ id }) => id)
  })

  const streetNames = await streetNamesOf(db, petition)
  const encoder = new TextEncoder()
  const lines = async function* () {
    yield BYTE_ORDER_MARK + csvOf([COLUMNS])
    let number = 0
    for (const chunk of inChunks(ids)) {
      const records = await signatureRecords(db, petition, chunk)
      const rows = chunk.flatMap((id) => {
        const record = records.get(id)
        if (record === undefined) return []
        number += 1
        const { name, address, postcode, connection, method, street, signedAt } = signatureRow(
          keys,
          streetNames,
          record,
        )
        const row = [number, name, address, postcode, connection, method, record.source, street, signedAt]
        return [row.map(withoutHiddenFormula)]
      })
      yield csvOf(rows)
    }
  }
  const pieces = lines()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}

const withoutHiddenFormula = (cell: unknown) =>
  typeof cell === 'string' ? cell.replace(FORMULA_AFTER_SEPARATOR, "$1'") : cell

const csvOf = (rows: readonly (readonly unknown[])[]) =>
  `${Papa.unparse(rows as unknown[][], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
