/**
 * Sealed entries from a phone that has no session any more (S8). The seal is
 * the proof: where not one entry opens with the key of a device that takes part
 * here, nothing is kept, and the answer is the same for a device that exists
 * and one that does not.
 */
import { type DeviceId, EntryId, MemberId, type PetitionId, Sha256 } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { Server } from '../server.ts'
import { examineContext } from './examine-context.ts'
import type { Examined } from './examine-entry.ts'
import { examineAll } from './receive-push.ts'
import { takeIn } from './take-in.ts'

type Salvaged = {
  readonly petition: PetitionId
  readonly device: DeviceId
  readonly entries: readonly unknown[]
}

/** What a live device sealed is taken in as by a push; what a revoked one did waits for a person. */
export async function receiveSalvage(
  server: Server,
  { petition, device, entries }: Salvaged,
): Promise<Receipt[]> {
  const member = await memberOf(server, petition, device)
  if (member === undefined) return entries.map(foreign)
  const context = await examineContext(server, { petition, member })
  const examined = await examineAll(entries, context)
  if (!examined.some(isProved)) return entries.map(foreign)
  return server.store.transact(async (trx) => {
    const { receipts } = await takeIn({ server, trx, context, device, by: member }, examined)
    return receipts
  })
}

const isProved = (each: Examined) => each.verdict === 'sound' || each.isProved

/** As if there were no such device; id and hash as claimed, where they are any. */
function foreign(raw: unknown): Receipt {
  const { id, hash } = (raw ?? {}) as { id?: unknown; hash?: unknown }
  return {
    id: EntryId.safeParse(id).data ?? '',
    hash: Sha256.safeParse(hash).data ?? '',
    state: 'refused',
    reason: 'foreign-device',
  }
}

async function memberOf(
  server: Server,
  petition: PetitionId,
  device: DeviceId,
): Promise<MemberId | undefined> {
  const row = await server.store.db
    .selectFrom('devices')
    .select('member')
    .where('petition', '=', petition)
    .where('id', '=', device)
    .executeTakeFirst()
  return row && MemberId.parse(row.member)
}
