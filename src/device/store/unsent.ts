/** What the sync asks of this phone, from counters and short ranges. */
import type { PetitionId, RunId, StreetId } from '#domain/ids.ts'
import type { PhoneDatabase } from '../database.ts'
import type { KeptEntry, SyncState, WholeEntry } from '../ports.ts'
import { inState, isOnPhone, isWhole, ofPetition, takenBackBy, withdrawalsOf } from './entries.ts'

/** In the order of saving. */
export async function wholeIn(
  db: PhoneDatabase,
  petition: PetitionId,
  state: KeptEntry['state'],
  limit: number,
  without: ReadonlySet<string> = new Set(),
): Promise<WholeEntry[]> {
  // More than asked, and sorted out here: a filter would make the browser hand over one row at a time.
  const kept = await inState(db, petition, state)
    .limit(limit + without.size)
    .toArray()
  return kept
    .filter(isWhole)
    .filter(({ id }) => !without.has(id))
    .slice(0, limit)
}

/** The counters, less those of the given that are still in them. */
export async function unsentByStreet(
  db: PhoneDatabase,
  petition: PetitionId,
  without: readonly WholeEntry[],
): Promise<{ street: StreetId; signatures: number }[]> {
  const signs = without.filter(({ entry }) => entry.kind === 'sign')
  const times = signs.map(({ savedAt }) => savedAt)
  const tables = [db.counts, db.entries]
  const [rows, unsent, withdrawals] = await db.transaction('r', tables, () =>
    Promise.all([
      ofPetition(db.counts, petition).toArray(),
      db.entries
        .where('[petition+state+savedAt]')
        .between(
          [petition, 'unsent', Math.min(...times)],
          [petition, 'unsent', Math.max(...times)],
          true,
          true,
        )
        .primaryKeys(),
      withdrawalsOf(
        db,
        signs.map(({ id }) => id),
      ),
    ]),
  )
  const counts = new Map(rows.map(({ street, signatures }) => [street, signatures]))
  const stillUnsent = new Set(unsent)
  const takenBack = takenBackBy(withdrawals)
  for (const kept of signs) {
    const { street } = kept.entry
    if (street === undefined || !stillUnsent.has(kept.id) || !isOnPhone(kept, takenBack)) continue
    counts.set(street, (counts.get(street) ?? 0) - 1)
  }
  return [...counts].flatMap(([street, signatures]) =>
    street === '' || signatures <= 0 ? [] : [{ street, signatures }],
  )
}

export async function syncState(db: PhoneDatabase, petition: PetitionId): Promise<SyncState> {
  const [row, runs, oldest] = await Promise.all([
    db.petitions.get(petition),
    db.runs.where('petition').equals(petition).toArray(),
    inState(db, petition, 'unsent').first(),
  ])
  return {
    cursor: row?.cursor,
    // One that nobody has counted is named as well: that costs the server a look, and a missing one its warning.
    runs: runs.flatMap(({ run, seq, unsent }) => (unsent === 0 ? [] : [{ run, seq }])),
    oldestUnsentAt: oldest?.savedAt,
  }
}

/** Read from the entries themselves, one run at a time: files are deleted on this word. */
export async function settledRuns(db: PhoneDatabase, runs: readonly RunId[]): Promise<RunId[]> {
  const rows = await db.runs.bulkGet([...runs])
  const settled: RunId[] = []
  for (const row of rows) {
    if (row === undefined || row.unsent !== 0) continue
    const ofRun = () => db.entries.where('[run+seq]').between([row.run], [row.run, []])
    const [count, whole] = await Promise.all([ofRun().count(), ofRun().filter(isWhole).first()])
    if (count === row.seq && whole === undefined) settled.push(row.run)
  }
  return settled
}
