/** Of a house that two volunteers added, the id of before: pages that stand open at it, and the way back, still find it. */
import { DoorId } from '#domain/ids.ts'
import type { PhoneDatabase } from './database.ts'

export const sameDoorKey = (door: string) => `same-door/${door}`

export async function sameDoorOf(db: PhoneDatabase, door: DoorId): Promise<DoorId | undefined> {
  return DoorId.safeParse((await db.settings.get(sameDoorKey(door)))?.value).data
}
