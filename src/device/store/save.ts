/** Entries come in: saved by the journal, or brought back from the other copy. */
import type { DoorId, PetitionId, RunId } from '#domain/ids.ts'
import { markAfter } from '#domain/outcome.ts'
import type { DoorRow, PhoneDatabase } from '../database.ts'
import type { SaveEffects, WholeEntry } from '../ports.ts'
import { countEntries, createCounting } from './counts.ts'
import { takenBackBy, withdrawalsOf } from './entries.ts'
import { recountWithin } from './recount.ts'

/** Each await is a round trip to the browser's storage, so there are two: what is read or needs no reading, and the rest. */
export const addEntry = (
  db: PhoneDatabase,
  kept: WholeEntry,
  { door, described, forgetDraft }: SaveEffects,
): Promise<void> =>
  db.transaction('rw', [...savedTo(db), db.drafts, db.knocks, db.knockers], async () => {
    const { petition, entry } = kept
    const place = described ?? door
    const counting = createCounting()
    if (entry.kind === 'withdraw') await countEntries(db, petition, counting, [{ after: kept }])
    else {
      // Nothing can have taken back what is being made.
      counting.addEntry({ after: kept })
      counting.add(entry.street, 'signatures', Number(entry.kind === 'sign'))
    }
    const [before, standing, knockers] = await Promise.all([
      place && db.doors.get([petition, place.id]),
      db.counts.get(petition),
      db.knockers.get(petition),
      db.entries.add(kept),
      forgetDraft === undefined || db.drafts.delete(forgetDraft),
    ])
    const after = described
      ? before
        ? { ...before, note: described.note }
        : { ...described, petition, addedBy: kept.id }
      : before && door && doorAfter(before, door, kept.savedAt)
    if (after) {
      if (before) counting.addDoor(before, -1)
      counting.addDoor(after, 1)
    }
    await Promise.all([
      db.counts.put(counting.onTopOf(petition, standing)),
      after && db.doors.put(after),
      knockers && entry.outcome && db.knocks.put({ petition, entry: kept.id, knocker: knockers.knocking }),
    ])
  })

const savedTo = (db: PhoneDatabase) => [db.entries, db.doors, db.counts, db.heard, db.servers]

const doorAfter = (
  before: DoorRow,
  { mark, outcome, entry }: NonNullable<SaveEffects['door']>,
  savedAt: number,
): DoorRow => ({
  ...before,
  mark,
  outcome,
  knockedAt: outcome === undefined ? undefined : savedAt,
  lastEntry: entry,
})

/**
 * Adds, unsent, those that are not here (J4). Of two with one number the later counts: a number is used again only
 * when the save before it failed, and was said to have failed.
 */
export const bringBack = (db: PhoneDatabase, kept: readonly WholeEntry[]): Promise<number> =>
  db.transaction('rw', savedTo(db), async () => {
    const known = new Set<string>(await db.entries.toCollection().primaryKeys())
    const byNumber = new Map<string, WholeEntry>()
    for (const { id, petition, run, seq, entry, savedAt } of kept) {
      if (known.has(id)) continue
      byNumber.set(run + seq, { id, petition, run, seq, entry, savedAt, state: 'unsent' })
    }
    const numbers = [...byNumber.values()].map(({ run, seq }): [RunId, number] => [run, seq])
    for (const { run, seq } of await db.entries.where('[run+seq]').anyOf(numbers).toArray()) {
      byNumber.delete(run + seq)
    }
    const missing = [...byNumber.values()].sort((a, b) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1))
    await db.entries.bulkAdd(missing)
    await markDoors(db, missing)
    for (const petition of new Set(missing.map((each) => each.petition))) await recountWithin(db, petition)
    return missing.length
  })

/** As their saving did; but not over what was heard at a door since, nor where the knock itself was taken back. */
async function markDoors(db: PhoneDatabase, kept: readonly WholeEntry[]): Promise<void> {
  const withdrawals = await withdrawalsOf(
    db,
    kept.map(({ id }) => id),
  )
  const undone = takenBackBy(withdrawals.filter(({ entry }) => entry.door !== undefined))
  const knocks = kept.filter(({ id, entry }) => entry.outcome !== undefined && !undone.has(id))
  const keys = new Map(
    knocks.flatMap(({ petition, entry: { door } }): [DoorId, [PetitionId, DoorId]][] =>
      door === undefined ? [] : [[door, [petition, door]]],
    ),
  )
  const rows = await db.doors.bulkGet([...keys.values()])
  const doors = new Map(rows.map((row) => [row?.id, row]))
  for (const { id, entry, savedAt } of knocks) {
    const before = doors.get(entry.door)
    if (before === undefined || entry.outcome === undefined || (before.knockedAt ?? 0) > savedAt) continue
    const mark = markAfter(before.mark, entry.outcome)
    // The server may have it already, and more beside.
    const isDisputed = mark !== before.mark
    const after = { ...before, mark, outcome: entry.outcome, knockedAt: savedAt, lastEntry: id, isDisputed }
    doors.set(entry.door, after)
  }
  await db.doors.bulkPut([...doors.values()].filter((row) => row !== undefined))
}
