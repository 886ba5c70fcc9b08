/** The truth that the counters must agree with: the entries and doors themselves. */
import type { PetitionId } from '#domain/ids.ts'
import type { PhoneDatabase } from '../database.ts'
import { createCounting } from './counts.ts'
import { inState, isOnPhone, ofPetition, takenBackBy } from './entries.ts'

/**
 * Counts anew and mends what differs: an old tab may have written beside us and
 * counted nothing. Gives whether anything differed. To be run off the critical
 * path: it reads all that is unsent.
 */
export const recount = (db: PhoneDatabase, petition: PetitionId): Promise<boolean> =>
  db.transaction('rw', [db.entries, db.doors, db.runs, db.counts], () => recountWithin(db, petition))

/** The same inside a transaction. */
export async function recountWithin(db: PhoneDatabase, petition: PetitionId): Promise<boolean> {
  const [unsent, refused, withdrawals, doors, runs, counts] = await Promise.all([
    inState(db, petition, 'unsent').toArray(),
    inState(db, petition, 'refused').toArray(),
    db.entries.where('entry.ref').above('').toArray(),
    ofPetition(db.doors, petition).toArray(),
    db.runs.where('petition').equals(petition).toArray(),
    ofPetition(db.counts, petition).toArray(),
  ])
  const counting = createCounting(petition)
  const takenBack = takenBackBy(withdrawals)
  for (const after of [...unsent, ...refused]) {
    counting.addEntry({ after })
    counting.add(after.entry.street, 'signatures', Number(isOnPhone(after, takenBack)))
  }
  for (const door of doors) counting.addDoor(door, 1)

  const known = new Map(counts.map((row) => [row.street, JSON.stringify(row)]))
  const rightRows = counting.rowsOn([])
  const mended = rightRows.filter((row) => known.get(row.street) !== JSON.stringify(row))
  const right = new Set(rightRows.map(({ street }) => street))
  const gone = counts.filter(({ street }) => !right.has(street))

  const rightRuns = new Map(
    counting.runsOn(runs.map((row) => ({ ...row, unsent: 0 }))).map((row) => [row.run, row]),
  )
  for (const row of runs) if (!rightRuns.has(row.run)) rightRuns.set(row.run, { ...row, unsent: 0 })
  const knownRuns = new Map(runs.map((row) => [row.run, row.unsent]))
  const mendedRuns = [...rightRuns.values()].filter(({ run, unsent }) => knownRuns.get(run) !== unsent)

  await Promise.all([
    db.counts.bulkPut(mended),
    db.counts.bulkDelete(gone.map(({ street }) => [petition, street])),
    db.runs.bulkPut(mendedRuns),
  ])
  return mended.length + gone.length + mendedRuns.length > 0
}
