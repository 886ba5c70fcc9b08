/** The batch that a push goes to: a phone with signal pushes after each save, and nobody wants a page for each. */
import { BatchId } from '#domain/ids.ts'
import { joinCodeFrom } from '#domain/join-code.ts'
import type { Caller } from '../caller.ts'
import { newId } from '../new-id.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'

export type OpenBatch = { readonly id: BatchId; readonly code: string; readonly isNew: boolean }

/** Pushes of one phone go to its newest batch while that still waits and is younger than this. */
const BATCH_OPEN_MS = 6 * 60 * 60 * 1000

export async function openBatch(
  trx: Trx,
  server: Server,
  { petition, member, device }: Caller,
  { number, create }: { readonly number: number; readonly create: boolean },
): Promise<OpenBatch | undefined> {
  const open = await trx
    .selectFrom('batches')
    .select(['id', 'code'])
    .where('petition', '=', petition)
    .where('device', '=', device)
    .where('state', '=', 'waiting')
    .where('receivedAt', '>', server.now() - BATCH_OPEN_MS)
    .orderBy('received', 'desc')
    .executeTakeFirst()
  if (open !== undefined) return { id: BatchId.parse(open.id), code: open.code, isNew: false }
  if (!create) return undefined

  const batch = { id: BatchId.parse(newId(server)), code: newBatchCode(server) }
  await trx
    .insertInto('batches')
    .values({
      ...batch,
      petition,
      source: 'phone',
      member,
      device,
      label: null,
      state: 'waiting',
      knocks: 0,
      proposedAt: -1,
      received: number,
      receivedAt: server.now(),
      acceptedAt: null,
    })
    .execute()
  return { ...batch, isNew: true }
}

/** "B-7QK2M": short enough to read out; a clash is refused by the unique key and the push comes again. */
export const newBatchCode = (server: Server) => `B-${joinCodeFrom(server.randomBytes(5)).slice(0, 5)}`
