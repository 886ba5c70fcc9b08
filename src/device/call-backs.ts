/**
 * When a door may be called at again. Kept on this phone only and told to
 * nobody: a time for a door, never who asked for it. Forgotten once the door is
 * done, and when the petition is left.
 */
import * as z from 'zod/mini'
import type { DoorId, PetitionId } from '#domain/ids.ts'
import type { DoorRow, PhoneDatabase } from './database.ts'

/** From when on, in milliseconds since 1970, by the door's id. */
export type CallBacks = ReadonlyMap<string, number>

const From = z.number()

export async function readCallBacks(db: PhoneDatabase, petition: PetitionId): Promise<CallBacks> {
  const prefix = keyOf(petition)
  const rows = await db.settings.where(':id').startsWith(prefix).toArray()
  return new Map(
    rows.flatMap(({ key, value }) => {
      const from = From.safeParse(value)
      return from.success ? [[key.slice(prefix.length), from.data] as const] : []
    }),
  )
}

export async function readCallBack(
  db: PhoneDatabase,
  petition: PetitionId,
  door: DoorId,
): Promise<number | undefined> {
  return From.safeParse((await db.settings.get(keyOf(petition, door)))?.value).data
}

/** Without a time it is forgotten. */
export async function keepCallBack(
  db: PhoneDatabase,
  petition: PetitionId,
  door: DoorId,
  from: number | undefined,
): Promise<void> {
  const key = keyOf(petition, door)
  await (from === undefined ? db.settings.delete(key) : db.settings.put({ key, value: from }))
}

/** A door that was done elsewhere, or signed at, is not to be called at again. */
export async function forgetDoneCallBacks(
  db: PhoneDatabase,
  callBacks: CallBacks,
  doors: readonly DoorRow[],
): Promise<void> {
  const done = doors.filter(({ id, mark }) => mark !== 'to-visit' && callBacks.has(id))
  if (done.length > 0) await db.settings.bulkDelete(done.map(({ petition, id }) => keyOf(petition, id)))
}

/** Of a petition that is left. */
export const forgetCallBacks = (db: PhoneDatabase, petition: PetitionId): Promise<number> =>
  db.settings.where(':id').startsWith(keyOf(petition)).delete()

const keyOf = (petition: PetitionId, door = '') => `call-back/${petition}/${door}`
