/** What a pull brought: rows and cursor together (S5). */
import type { DoorId, EntryId, PetitionId } from '#domain/ids.ts'
import type { PullReply } from '#wire/pull.ts'
import type { DoorRow, PhoneDatabase } from '../database.ts'
import type { KeptEntry } from '../ports.ts'
import { sameDoorKey } from '../same-doors.ts'
import { createCounting, writeCounts } from './counts.ts'
import { heardOf, ofPetition } from './entries.ts'
import { applyTallies } from './receipts.ts'
import { rememberServer } from './server-word.ts'

export const applyPull = (
  db: PhoneDatabase,
  petition: PetitionId,
  reply: PullReply,
  at: Date,
): Promise<boolean> =>
  db.transaction(
    'rw',
    [
      db.petitions,
      db.streets,
      db.doors,
      db.tallies,
      db.memberships,
      db.entries,
      db.counts,
      db.servers,
      db.heard,
      db.settings,
    ],
    async () => {
      const before = await db.petitions.get(petition)
      // Changes to what is here no more: another database since the question, or one that has to begin anew.
      if (!reply.reset && before?.cursor === undefined) return false
      await rememberServer(db, petition, reply.epoch)
      await Promise.all([applyStreets(db, petition, reply), applyDoors(db, petition, reply)])
      await db.petitions.put({
        ...reply.petition,
        petition,
        cursor: reply.cursor,
        epoch: reply.epoch,
        lastSyncedAt: at.getTime(),
        tallyAsOf: await applyTallies(db, petition, before, reply),
        lastBatchCode: before?.lastBatchCode,
        clockOffsetMs: before?.clockOffsetMs,
      })
      await db.memberships.update(petition, { title: reply.petition.title })
      return true
    },
  )

async function applyStreets(db: PhoneDatabase, petition: PetitionId, reply: PullReply): Promise<void> {
  if (reply.reset) await ofPetition(db.streets, petition).delete()
  await db.streets.bulkPut(reply.streets.map((street) => ({ ...street, petition })))
  await db.streets.bulkDelete(reply.goneStreets.map((street) => [petition, street]))
}

/** What goes is counted off, what comes is counted in; of a reset both are all. */
async function applyDoors(db: PhoneDatabase, petition: PetitionId, reply: PullReply): Promise<void> {
  const key = (door: DoorId): [PetitionId, DoorId] => [petition, door]
  const goneStreets = new Set(reply.goneStreets)
  const named = [...reply.doors.map(({ id }) => id), ...reply.goneDoors]
  const [touched, onGoneStreets] = await Promise.all([
    reply.reset ? ofPetition(db.doors, petition).toArray() : db.doors.bulkGet(named.map(key)),
    db.doors
      .where('[petition+street]')
      .anyOf(reply.goneStreets.map((street) => [petition, street]))
      .toArray(),
  ])
  const before = new Map(
    [...touched, ...onGoneStreets].flatMap((row) => (row === undefined ? [] : [[row.id, row]])),
  )
  // What this phone knows of its own knocks survives, or the walk list would send the volunteer back.
  const unsent = await unsentAmong(db, petition, [...before.values()])
  const after = new Map(
    reply.doors.map((door) => [door.id, withOwnKnock({ ...door, petition }, before.get(door.id), unsent)]),
  )
  for (const { id, street } of after.values()) if (goneStreets.has(street)) after.delete(id)
  for (const door of reply.goneDoors) after.delete(door)
  // A door of this phone's own that the server has not heard of is none that it could name.
  for (const row of reply.reset ? before.values() : []) {
    const isOwn = row.addedBy && unsent.has(row.addedBy) && reply.streets.some(({ id }) => id === row.street)
    if (isOwn && !after.has(row.id)) after.set(row.id, row)
  }
  await db.settings.bulkPut(reply.sameDoors.map(({ id, door }) => ({ key: sameDoorKey(id), value: door })))

  const counting = createCounting()
  for (const door of before.values()) counting.addDoor(door, -1)
  for (const door of after.values()) counting.addDoor(door, 1)
  await db.doors.bulkDelete([...before.keys()].filter((id) => !after.has(id)).map(key))
  await Promise.all([db.doors.bulkPut([...after.values()]), writeCounts(db, petition, counting)])
}

async function unsentAmong(
  db: PhoneDatabase,
  petition: PetitionId,
  doors: readonly DoorRow[],
): Promise<Set<EntryId | undefined>> {
  const ids = doors.flatMap(({ lastEntry, addedBy }) => [lastEntry ?? [], addedBy ?? []].flat())
  const [kept, heard] = await Promise.all([db.entries.bulkGet(ids), heardOf(db, petition)])
  const isUnknown = ({ state, entry }: KeptEntry) =>
    entry.kind === 'door' ? state !== 'held' : state === 'unsent'
  return new Set(kept.flatMap((each) => (each && isUnknown(each) && !heard.has(each.id) ? [each.id] : [])))
}

/** What the server can't know yet stays; but nobody is sent to a door where another phone heard "do not knock". */
function withOwnKnock(
  door: DoorRow,
  own: DoorRow | undefined,
  unsent: ReadonlySet<EntryId | undefined>,
): DoorRow {
  if (own === undefined) return door
  const { knockedAt, mark, outcome, lastEntry } = own
  if (lastEntry === undefined || !unsent.has(lastEntry)) return { ...door, knockedAt }
  const shown = door.mark === 'do-not-knock' ? door.mark : mark
  return { ...door, knockedAt, mark: shown, outcome, lastEntry, isDisputed: shown !== door.mark }
}
