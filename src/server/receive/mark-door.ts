import type { PetitionId } from '#domain/ids.ts'
import { DoorMark, markAfter, Outcome, type StickerRule } from '#domain/outcome.ts'
import type { Trx } from '../store/open-store.ts'
import type { Placing, Sound } from './placing.ts'
import { namesOfDoor, sameDoors } from './same-door.ts'

/** After knocks and signatures, in the order in which they came. Phones learn of it by the commit number. */
export async function markDoors(
  { trx, context: { petition, settings }, number }: Placing,
  entries: readonly Sound[],
  real: ReadonlyMap<string, string>,
): Promise<void> {
  const outcomes = new Map<string, Outcome[]>()
  for (const { entry } of entries) {
    if (entry.door === undefined || entry.outcome === undefined) continue
    const door = real.get(entry.door) ?? entry.door
    const ofDoor = outcomes.get(door)
    if (ofDoor === undefined) outcomes.set(door, [entry.outcome])
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
    let after = DoorMark.parse(mark)
    for (const outcome of outcomes.get(id) ?? []) after = markAfter(after, outcome, settings?.stickers)
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
  { trx, context: { petition, settings }, number }: Placing,
  named: string,
): Promise<void> {
  const door = (await sameDoors(trx, petition, [named])).get(named) ?? named
  const names = await namesOfDoor(trx, petition, door)
  await trx
    .updateTable('doors')
    .set({ mark: await markFromEntries(trx, petition, names, settings?.stickers), changed: number })
    .where('petition', '=', petition)
    .where('id', '=', door)
    .execute()
}

async function markFromEntries(
  trx: Trx,
  petition: PetitionId,
  names: readonly string[],
  stickers: StickerRule | undefined,
): Promise<DoorMark> {
  const entries = await trx
    .selectFrom('entries')
    .select(['id', 'outcome'])
    .where('petition', '=', petition)
    .where('door', 'in', names)
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
    if (outcome !== null && !withdrawn.has(id)) mark = markAfter(mark, Outcome.parse(outcome), stickers)
  }
  return mark
}
