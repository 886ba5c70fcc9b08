import { createHmac } from 'node:crypto'
import { CannotStart } from './cannot-start.ts'
import type { Store, Trx } from './store/open-store.ts'

/**
 * The database remembers a fingerprint of the master key that it was made with.
 * Another key would open nothing in it, and wrap what comes next in vain.
 */
export async function refuseForeignKey(store: Store, masterKey: Uint8Array, file: string): Promise<void> {
  const fingerprint = fingerprintOf(masterKey)
  const known = await store.transact(async (trx) => {
    await trx
      .insertInto('server')
      .values({ key: 'masterKeyFingerprint', value: fingerprint })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
    return trx
      .selectFrom('server')
      .select('value')
      .where('key', '=', 'masterKeyFingerprint')
      .executeTakeFirstOrThrow()
  })
  if (known.value !== fingerprint) {
    throw new CannotStart(
      `The master key ${file} is not the one of this database. Put back the key that belongs to it, or set MASTER_KEY_FILE to where it is.`,
    )
  }
}

/** For a database that was restored: its keys were wrapped anew, by this key. */
export async function rememberKey(trx: Trx, masterKey: Uint8Array): Promise<void> {
  await trx.deleteFrom('server').where('key', '=', 'masterKeyFingerprint').execute()
  await trx
    .insertInto('server')
    .values({ key: 'masterKeyFingerprint', value: fingerprintOf(masterKey) })
    .execute()
}

const fingerprintOf = (masterKey: Uint8Array) =>
  createHmac('sha256', masterKey).update('petition-pack master key').digest('base64url')
