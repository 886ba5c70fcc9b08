/**
 * Two volunteers add one house: it becomes one door, and the id that came
 * second stays another name for it, because entries at it are still on their way.
 */
import type { Trx } from '../store/open-store.ts'

/** Which door each of these is: most are themselves, and not named. */
export async function sameDoors(
  trx: Trx,
  petition: string,
  doors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (doors.length === 0) return new Map()
  const rows = await trx
    .selectFrom('doors')
    .select(['id', 'sameAs'])
    .where('petition', '=', petition)
    .where('id', 'in', doors)
    .where('sameAs', 'is not', null)
    .execute()
  return new Map(rows.flatMap(({ id, sameAs }) => (sameAs === null ? [] : [[id, sameAs] as const])))
}

/** All ids of one door, its own first. */
export async function namesOfDoor(trx: Trx, petition: string, door: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('doors')
    .select('id')
    .where('petition', '=', petition)
    .where('sameAs', '=', door)
    .execute()
  return [door, ...rows.map(({ id }) => id)]
}

/** Whether anybody knocked or signed there. */
export async function isVisited(trx: Trx, petition: string, names: readonly string[]): Promise<boolean> {
  const entry = await trx
    .selectFrom('entries')
    .select('id')
    .where('petition', '=', petition)
    .where('door', 'in', names)
    .where('kind', 'in', ['knock', 'sign'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('entries as withdrawal')
            .select('withdrawal.id')
            .whereRef('withdrawal.petition', '=', 'entries.petition')
            .whereRef('withdrawal.ref', '=', 'entries.id')
            .where('withdrawal.kind', '=', 'withdraw'),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return entry !== undefined
}
