import type { Entry } from '#domain/entry.ts'
import type { PetitionId } from '#domain/ids.ts'
import { DoorMark, markAfter, Outcome } from '#domain/outcome.ts'
import type { Trx } from '../store/open-store.ts'

/** After a knock or a signature. Phones learn of it by the commit number. */
export async function markDoor(trx: Trx, { petition, door, outcome }: Entry, number: number): Promise<void> {
  if (door === undefined || outcome === undefined) return
  const before = await trx
    .selectFrom('doors')
    .select('mark')
    .where('petition', '=', petition)
    .where('id', '=', door)
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('doors')
    .set({ mark: markAfter(DoorMark.parse(before.mark), outcome), changed: number })
    .where('petition', '=', petition)
    .where('id', '=', door)
    .execute()
}

/** After a withdrawal: the door shows what its other entries make of it. */
export async function markDoorAgain(
  trx: Trx,
  petition: PetitionId,
  door: string,
  number: number,
): Promise<void> {
  await trx
    .updateTable('doors')
    .set({ mark: await markFromEntries(trx, petition, door), changed: number })
    .where('petition', '=', petition)
    .where('id', '=', door)
    .execute()
}

async function markFromEntries(trx: Trx, petition: PetitionId, door: string): Promise<DoorMark> {
  const entries = await trx
    .selectFrom('entries')
    .select(['id', 'outcome'])
    .where('petition', '=', petition)
    .where('door', '=', door)
    .orderBy('received')
    .orderBy('run')
    .orderBy('seq')
    .execute()
  const ids = entries.map(({ id }) => id)
  const withdrawn = new Set(
    ids.length === 0
      ? []
      : (
          await trx
            .selectFrom('entries')
            .select('ref')
            .where('petition', '=', petition)
            .where('kind', '=', 'withdraw')
            .where('ref', 'in', ids)
            .execute()
        ).map(({ ref }) => ref),
  )
  let mark: DoorMark = 'to-visit'
  for (const { id, outcome } of entries) {
    if (outcome !== null && !withdrawn.has(id)) mark = markAfter(mark, Outcome.parse(outcome))
  }
  return mark
}
