import { toBase64url } from '#domain/base64url.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'

const epochs = new WeakMap<Server, string>()

/** The life of this database: made with it, changed only by a restore from a backup (S9). */
export async function epochOf(server: Server): Promise<string> {
  const known = epochs.get(server)
  if (known !== undefined) return known
  const { db } = server.store
  const value = toBase64url(server.randomBytes(12))
  await db
    .insertInto('server')
    .values({ key: 'epoch', value })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('server')
    .select('value')
    .where('key', '=', 'epoch')
    .executeTakeFirstOrThrow()
  epochs.set(server, row.value)
  return row.value
}

/** For a database that was restored: phones see that it is another life, and send again what they still hold. */
export async function beginEpoch(trx: Trx, { randomBytes }: Pick<Server, 'randomBytes'>): Promise<void> {
  await trx.deleteFrom('server').where('key', '=', 'epoch').execute()
  await trx
    .insertInto('server')
    .values({ key: 'epoch', value: toBase64url(randomBytes(12)) })
    .execute()
}
