/** What receipts make of entries and doors, in their own rows: at once, or after it was noted in one row for many (`heard`). */
import type { PetitionId } from '#domain/ids.ts'
import type { PhoneDatabase, ServerRow } from '../database.ts'
import type { EntryChange } from './counts.ts'
import { doorsBy, entriesBy, ofPetition } from './entries.ts'
import { recountWithin } from './recount.ts'

/**
 * Lets the entries' own rows say what was noted of them, a row of notes at a time, for a save waits no longer than for
 * one. Gives whether there was any.
 */
export const settle = (db: PhoneDatabase, petition: PetitionId): Promise<boolean> =>
  db.transaction('rw', [db.entries, db.doors, db.counts, db.petitions, db.servers, db.heard], async () => {
    const [noted, server] = await Promise.all([
      ofPetition(db.heard, petition).first(),
      db.servers.get(petition),
    ])
    if (noted === undefined) return false
    const { first, epoch, entries, received } = noted
    await db.heard.delete([petition, first])
    if (epoch !== server?.epoch) return true
    const kept = await entriesBy(db, entries)
    const changes = entries.flatMap((id): EntryChange[] => {
      const before = kept.get(id)
      return before?.state === 'unsent' ? [{ before, after: { ...before, state: 'held', received } }] : []
    })
    if (await writeChanges(db, changes, server)) await db.petitions.update(petition, { cursor: undefined })
    // An old tab has sent and counted them, too.
    if (changes.length < entries.length) await recountWithin(db, petition)
    return true
  })

/** Gives whether the cursor has passed over what the server makes of a door. */
export async function writeChanges(
  db: PhoneDatabase,
  changes: readonly EntryChange[],
  server: ServerRow | undefined,
): Promise<boolean> {
  const held = changes.flatMap(({ after }) => (after.state === 'held' ? (after.received ?? []) : []))
  const earliest = Math.min(...held)
  const [isDisputed] = await Promise.all([
    forgetOutcomes(db, changes),
    db.entries.bulkPut(changes.map(({ after }) => after)),
    // The first reply was lost, and by now the mark has passed it: the next hello looks from there again.
    server !== undefined &&
      earliest <= server.clearedTo &&
      db.servers.put({ ...server, clearedTo: earliest - 1 }),
  ])
  return isDisputed
}

/** J3: what came of a knock is nobody's any more once it is received; the mark stays. */
async function forgetOutcomes(db: PhoneDatabase, changes: readonly EntryChange[]): Promise<boolean> {
  const received = new Set(changes.flatMap(({ after }) => (after.state === 'refused' ? [] : [after.id])))
  const doors = await doorsBy(db, received)
  await db.doors.bulkPut(doors.map((door) => ({ ...door, outcome: undefined, lastEntry: undefined })))
  return doors.some(({ isDisputed }) => isDisputed)
}
