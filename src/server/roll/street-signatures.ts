import type { SignatureRow } from '#wire/batches.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import { streetInReach } from '../streets/streets-in-reach.ts'
import { signatureColumns, signatureRow, streetNamesOf } from './signature-rows.ts'

/** The names gathered in one street, for its captain and for organisers. Who withdrew is shown to nobody here. */
export async function streetSignatures(
  server: Server,
  caller: Caller,
  street: string,
): Promise<SignatureRow[]> {
  const { petition } = caller
  const { db } = server.store
  await streetInReach(db, caller, street)
  const keys = await currentKeys(server, petition)
  const records = await db
    .selectFrom('signatures')
    .select(signatureColumns)
    .where('petition', '=', petition)
    .where('street', '=', street)
    .where('standing', '!=', 'withdrawn')
    .orderBy('received')
    .orderBy('id')
    .execute()
  const streetNames = await streetNamesOf(db, petition)
  const signatures = records.map((record) => signatureRow(keys, streetNames, record))
  await server.store.transact((trx) =>
    writeAudit(trx, server.now(), caller, {
      action: 'signatures-seen',
      subject: street,
      count: signatures.length,
    }),
  )
  return signatures
}
