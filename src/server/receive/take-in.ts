/**
 * Takes in what came together, within a transaction that has taken its commit
 * number, and so has locked the petition: doors first, then signatures and
 * knocks, then what amends or withdraws them, so that their order on the way
 * does not matter. One receipt for each (S3).
 */
import type { DeviceId, MemberId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import { writeAudit } from '../audit.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { arrivalOf } from './arrival.ts'
import { decidedOf } from './decided.ts'
import type { ExamineContext, Examined, ExaminedAside } from './examine-entry.ts'
import { keepBatch, newBatch, openBatchOf } from './open-batch.ts'
import { placeChanges } from './place-changes.ts'
import { placeDoors } from './place-doors.ts'
import { placeNewcomers } from './place-newcomers.ts'
import { isChange, type Placed, type Placing, type Sound } from './placing.ts'
import { setAside } from './set-aside.ts'
import { togetherOrEach } from './together-or-each.ts'
import { waitingAt, waitingFor } from './waiting-entries.ts'

export type TakingIn = {
  readonly server: Server
  readonly trx: Trx
  readonly context: ExamineContext
  /** The phone that brought them, or that a backup file is of. */
  readonly device: DeviceId
  /** In whose name the trail says so. */
  readonly by: MemberId | undefined
}

export type TakenIn = {
  /** In the order of what was examined. */
  readonly receipts: Receipt[]
  /** How many were not here before. */
  readonly taken: number
  readonly batchCode: string | undefined
}

export async function takeIn(taking: TakingIn, examined: readonly Examined[]): Promise<TakenIn> {
  const { server, trx, context, device } = taking
  const number = await takeNumber(trx, context.petition)
  const decided = await decidedOf(taking, examined)
  const sound = examined.filter((each): each is Sound => each.verdict === 'sound' && !decided.has(each))
  const arrival = await arrivalOf(trx, server, context.petition, context.settings)
  const firstPlacing: Placing = { server, trx, context, number, arrival, device, batch: undefined }
  const doors = sound.filter(({ entry }) => entry.kind === 'door')
  const placed = new Map<Sound, Placed>(await togetherOrEach(firstPlacing, doors, placeDoors))
  const newDoors = doors.filter((each) => isNew(placed.get(each)))
  const waitingAtDoors = await waitingAt(
    firstPlacing,
    newDoors.flatMap(({ entry }) => entry.door ?? []),
  )
  const coming = [...waitingAtDoors, ...sound]
  const newcomers = coming.filter((each) => each.entry.kind !== 'door' && !isChange(each))
  const bringsSignatures = newcomers.some(({ entry }) => entry.kind === 'sign')
  const open = await openBatchOf(trx, { petition: context.petition, device, arrival })
  const batch = open ?? (bringsSignatures ? newBatch(server) : undefined)
  const placing = { ...firstPlacing, batch }

  for (const [each, what] of await togetherOrEach(placing, newcomers, placeNewcomers)) placed.set(each, what)
  const fresh = newcomers.filter((each) => isNew(placed.get(each)))
  const signatures = fresh.filter(({ entry }) => entry.kind === 'sign').length
  const kept = await keepBatch(placing, { signatures, knocks: fresh.length - signatures })

  const waiting = await waitingFor(
    placing,
    [...newDoors, ...fresh].map(({ entry }) => entry.id),
  )
  const changes = [...waiting, ...coming.filter(isChange)]
  for (const [change, what] of await togetherOrEach({ ...placing, batch: kept }, changes, placeChanges)) {
    placed.set(change, what)
  }
  await forgetWaited(placing, placed)
  const taken = [...placed.values()].filter(isNew).length
  if (signatures > 0) {
    const action = { action: 'batch-received', subject: kept?.id, count: signatures } as const
    await writeAudit(trx, server.now(), { petition: context.petition, member: taking.by }, action)
  }
  return {
    receipts: await receiptsOf(placing, examined, placed, decided),
    taken,
    batchCode: taken > 0 ? kept?.code : undefined,
  }
}

const isNew = (placed: Placed | undefined) => placed?.verdict === 'held' && placed.isNew

async function receiptsOf(
  placing: Placing,
  examined: readonly Examined[],
  placed: ReadonlyMap<Sound, Placed>,
  decided: ReadonlyMap<Examined, Receipt>,
): Promise<Receipt[]> {
  const asides: ExaminedAside[] = []
  const receipts = examined.map((each): Receipt | undefined => {
    const known = decided.get(each)
    if (known !== undefined) return known
    if (each.verdict !== 'sound') {
      asides.push(each)
      return undefined
    }
    const what = placed.get(each)
    if (what === undefined) throw new Error('each sound entry is placed or set aside')
    const { id, hash } = each.entry
    if (what.verdict === 'held') return { id, hash, state: 'held', received: what.received }
    asides.push({ ...what, id, hash, raw: each.entry, isProved: true })
    return undefined
  })
  const asideReceipts = await setAside(placing, asides)
  return receipts.map((receipt) => {
    const next = receipt ?? asideReceipts.shift()
    if (next === undefined) throw new Error('what is not held is set aside')
    return next
  })
}

/** What had been set aside and is in the journal now waits no more. */
async function forgetWaited(
  { trx, context: { petition } }: Placing,
  placed: ReadonlyMap<Sound, Placed>,
): Promise<void> {
  const ids = [...placed].flatMap(([{ entry }, what]) => (isNew(what) ? [entry.id] : []))
  if (ids.length === 0) return
  await trx
    .deleteFrom('refused')
    .where('petition', '=', petition)
    .where('id', 'in', ids)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('entries')
          .select('entries.id')
          .whereRef('entries.petition', '=', 'refused.petition')
          .whereRef('entries.id', '=', 'refused.id')
          .whereRef('entries.hash', '=', 'refused.hash'),
      ),
    )
    .execute()
}
