import { DoorId, type PetitionId } from '#domain/ids.ts'
import { DoorMark, markAfter, Outcome } from '#domain/outcome.ts'
import type { Trx } from '../store/open-store.ts'
import type { Placing, Sound } from './placing.ts'

/** After knocks and signatures, in the order in which they came. Phones learn of it by the commit number. */
export async function markDoors(
  { trx, context: { petition }, number }: Placing,
  entries: readonly Sound[],
): Promise<void> {
  const outcomes = new Map<DoorId, Outcome[]>()
  for (const { entry } of entries) {
    if (entry.door === undefined || entry.outcome === undefined) continue
    const ofDoor = outcomes.get(entry.door)
    if (ofDoor === undefined) outcomes.set(entry.door, [entry.outcome])
    else ofDoor.push(entry.outcome)
  }
  if (outcomes.size === 0) return
  const before = await trx
    .selectFrom('doors')
    .select(['id', 'mark'])
    .where('petition', '=', petition)
    .where('id', 'in', [...outcomes.keys()])
    .execute()
  const doorsByMark = new Map<DoorMark, string[]>(DoorMark.options.map((mark) => [mark, []]))
  for (const { id, mark } of before) {
    const after = (outcomes.get(DoorId.parse(id)) ?? []).reduce(markAfter, DoorMark.parse(mark))
    doorsByMark.get(after)?.push(id)
  }
  for (const [mark, doors] of doorsByMark) {
    if (doors.length === 0) continue
    await trx
      .updateTable('doors')
      .set({ mark, changed: number })
      .where('petition', '=', petition)
      .where('id', 'in', doors)
      .execute()
  }
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
