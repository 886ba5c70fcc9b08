/** Entries come in: saved by the journal, or brought back from the other copy. */
import type { DoorId, PetitionId, RunId } from '#domain/ids.ts'
import { markAfter } from '#domain/outcome.ts'
import type { DoorRow, PhoneDatabase } from '../database.ts'
import type { SaveEffects, WholeEntry } from '../ports.ts'
import { type Counting, countEntries, createCounting, writeCounts } from './counts.ts'
import { takenBackBy, withdrawalsOf } from './entries.ts'

/** Each await is a round trip to the browser's storage: what can go together does. */
export const addEntry = (db: PhoneDatabase, kept: WholeEntry, { door, forgetDraft }: SaveEffects) =>
  db.transaction('rw', [db.entries, db.runs, db.doors, db.counts, db.drafts], async () => {
    const { petition } = kept
    const counting = createCounting(petition)
    const [before] = await Promise.all([
      door && db.doors.get([petition, door.id]),
      countEntries(db, petition, counting, [{ after: kept }]),
      db.entries.add(kept),
      forgetDraft === undefined || db.drafts.delete(forgetDraft),
    ])
    if (before !== undefined && door !== undefined) {
      const { mark, outcome, entry } = door
      const knockedAt = outcome === undefined ? undefined : kept.savedAt
      const after: DoorRow = { ...before, mark, outcome, knockedAt, lastEntry: entry }
      counting.addDoor(before, -1)
      counting.addDoor(after, 1)
      await Promise.all([db.doors.put(after), writeCounts(db, petition, counting)])
    } else await writeCounts(db, petition, counting)
  })

/**
 * Adds, unsent, those that are not here (J4). Of two with one number the later counts: a number is used again only
 * when the save before it failed, and was said to have failed.
 */
export const bringBack = (db: PhoneDatabase, kept: readonly WholeEntry[]): Promise<number> =>
  db.transaction('rw', [db.entries, db.runs, db.doors, db.counts], async () => {
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
    const missing = [...byNumber.values()].sort((a, b) => a.savedAt - b.savedAt)
    for (const petition of new Set(missing.map((each) => each.petition))) {
      const own = missing.filter((each) => each.petition === petition)
      const counting = createCounting(petition)
      await countEntries(
        db,
        petition,
        counting,
        own.map((after) => ({ after })),
      )
      await db.entries.bulkAdd(own)
      await markDoors(db, own, counting)
      await writeCounts(db, petition, counting)
    }
    return missing.length
  })

/** As their saving did; but not over what was heard at a door since, nor where the knock itself was taken back. */
async function markDoors(db: PhoneDatabase, kept: readonly WholeEntry[], counting: Counting): Promise<void> {
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
    const after = { ...before, mark, outcome: entry.outcome, knockedAt: savedAt, lastEntry: id }
    counting.addDoor(before, -1)
    counting.addDoor(after, 1)
    doors.set(entry.door, after)
  }
  await db.doors.bulkPut([...doors.values()].filter((row) => row !== undefined))
}
