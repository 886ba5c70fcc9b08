import type { Kysely } from 'kysely'
import { EntryId } from '#domain/ids.ts'
import { Connection, Method } from '#domain/personal.ts'
import { Standing } from '#domain/tally.ts'
import { SignatureRow } from '#wire/batches.ts'
import { openPersonal } from '../keys/personal-box.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import { inChunks } from '../store/in-chunks.ts'
import type { Database } from '../store/schema.ts'

export const signatureColumns = [
  'signatures.id',
  'signatures.method',
  'signatures.source',
  'signatures.street',
  'signatures.signedAt',
  'signatures.personalSealed',
  'signatures.standing',
  'signatures.proposal',
] as const

export type SignatureRecord = {
  readonly id: string
  readonly method: string
  readonly source: string
  readonly street: string | null
  readonly signedAt: string
  readonly personalSealed: string
  readonly standing: string
  readonly proposal: string | null
}

/** Opens signatures for somebody who may read them; the caller writes the audit trail. */
export function signatureRow(
  keys: PetitionKeys,
  streetNames: ReadonlyMap<string, string>,
  { id, method, street, signedAt, personalSealed, standing, proposal }: SignatureRecord,
): SignatureRow {
  const { name, address, postcode, connection } = openPersonal(keys, id, personalSealed)
  return {
    id: EntryId.parse(id),
    name,
    address: address ?? null,
    postcode: postcode ?? null,
    connection: connection === undefined ? null : Connection.parse(connection),
    method: Method.parse(method),
    signedAt,
    street: street === null ? null : (streetNames.get(street) ?? null),
    standing: Standing.parse(standing),
    proposal: SignatureRow.shape.proposal.parse(proposal),
  }
}

/** By id, the deleted ones too: what was gathered there keeps its street. */
export async function streetNamesOf(db: Kysely<Database>, petition: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('streets')
    .select(['id', 'name'])
    .where('petition', '=', petition)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function signatureRecords(
  db: Kysely<Database>,
  petition: string,
  ids: readonly string[],
): Promise<Map<string, SignatureRecord>> {
  const records = new Map<string, SignatureRecord>()
  for (const chunk of inChunks(ids)) {
    const rows = await db
      .selectFrom('signatures')
      .select(signatureColumns)
      .where('petition', '=', petition)
      .where('id', 'in', chunk)
      .execute()
    for (const row of rows) records.set(row.id, row)
  }
  return records
}
