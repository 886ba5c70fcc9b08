/** The truth that the counters must agree with: the entries and doors themselves. */
import type { PetitionId } from '#domain/ids.ts'
import type { PhoneDatabase } from '../database.ts'
import { createCounting } from './counts.ts'
import { heardOf, inState, isOnPhone, ofPetition, ofRun, takenBackBy } from './entries.ts'

/**
 * Counts anew and mends what differs: an old tab may have written beside us and
 * counted nothing. Gives whether anything differed. To be run off the critical
 * path: it reads all that is unsent.
 */
export const recount = (db: PhoneDatabase, petition: PetitionId): Promise<boolean> =>
  db.transaction('rw', [db.entries, db.doors, db.counts, db.heard, db.servers], () =>
    recountWithin(db, petition),
  )

export async function recountAll(db: PhoneDatabase): Promise<void> {
  for (const petition of await db.memberships.toCollection().primaryKeys()) await recount(db, petition)
}

/** The same inside a transaction. */
export async function recountWithin(db: PhoneDatabase, petition: PetitionId): Promise<boolean> {
  const [inRows, refused, withdrawals, doors, known, heard] = await Promise.all([
    inState(db, petition, 'unsent').toArray(),
    inState(db, petition, 'refused').toArray(),
    db.entries.where('entry.ref').above('').toArray(),
    ofPetition(db.doors, petition).toArray(),
    db.counts.get(petition),
    heardOf(db, petition),
  ])
  const unsent = inRows.filter(({ id }) => !heard.has(id))
  const counting = createCounting()
  const takenBack = takenBackBy(withdrawals)
  for (const after of [...unsent, ...refused]) {
    counting.addEntry({ after })
    counting.add(after.entry.street, 'signatures', Number(isOnPhone(after, takenBack)))
  }
  for (const door of doors) counting.addDoor(door, 1)
  // The last of a run may be received already while an earlier one is not.
  for (const run of new Set(unsent.map((kept) => kept.run))) {
    const last = await ofRun(db, run).last()
    if (last !== undefined) counting.addEntry({ before: last, after: last })
  }
  const right = counting.onTopOf(petition)
  if (isSame(known ?? createCounting().onTopOf(petition), right)) return false
  await db.counts.put(right)
  return true
}

/** Whatever the order of the keys. */
const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'object' && typeof b === 'object' && a !== null && b !== null
    ? JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
    : a === b

const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Object.entries(value)
        .map(([key, each]) => [key, sorted(each)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
