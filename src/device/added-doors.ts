/** A door that this phone added and the server has not named yet can go again. */
import type { DoorRow, PhoneDatabase } from './database.ts'
import type { Gathering } from './phone.ts'
import { createCounting, writeCounts } from './store/counts.ts'

/** Takes the entry back, and then the row: should the app end in between, the next pull removes it. */
export async function takeBackDoor(db: PhoneDatabase, gathering: Gathering, door: DoorRow): Promise<void> {
  if (door.addedBy === undefined) throw new Error('only a door that was added here is taken back')
  await gathering.withdraw(door.addedBy)
  await db.transaction('rw', [db.doors, db.counts], async () => {
    const row = await db.doors.get([door.petition, door.id])
    if (row === undefined) return
    const counting = createCounting()
    counting.addDoor(row, -1)
    await Promise.all([db.doors.delete([door.petition, door.id]), writeCounts(db, door.petition, counting)])
  })
}
