/** What the sync asks of this phone, from counters and short ranges. */
import { type PetitionId, RunId, StreetId } from '#domain/ids.ts'
import type { PhoneDatabase } from '../database.ts'
import type { KeptEntry, RunUpTo, SyncState, WholeEntry } from '../ports.ts'
import {
  entriesBy,
  heardOf,
  inState,
  isOnPhone,
  isWhole,
  ofRun,
  takenBackBy,
  unsentIds,
  withdrawalsOf,
} from './entries.ts'

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

/** Entries that were saved in the same millisecond as the last one taken. */
const TIES = 32

/**
 * The unsent, for a pass that takes them bite by bite: what it took last is
 * where the next look begins. From the start each time, a browser would read
 * over all that has gone in the meantime, as slowly as if it were there still.
 * Where a look ends short, the next is from the start: a clock that was put
 * back may have saved something before.
 */
export function createUnsentReader(db: PhoneDatabase) {
  const given = new Map<PetitionId, readonly WholeEntry[]>()

  async function look(
    petition: PetitionId,
    limit: number,
    without: ReadonlySet<string>,
    from = 0,
  ): Promise<WholeEntry[]> {
    const [kept, heard] = await Promise.all([
      inState(db, petition, 'unsent', from)
        .limit(limit + (from === 0 ? without.size : TIES))
        .toArray(),
      heardOf(db, petition),
    ])
    const found = kept
      .filter(isWhole)
      .filter(({ id }) => !without.has(id) && !heard.has(id))
      .slice(0, limit)
    if (found.length === limit || heard.size + from === 0) return found
    if (heard.size === 0) return look(petition, limit, without)
    const ids = await unsentIds(db, petition, limit, without)
    const rows = await entriesBy(db, ids)
    return ids.flatMap((id) => rows.get(id) ?? []).filter(isWhole)
  }

  return async (
    petition: PetitionId,
    limit: number,
    without: ReadonlySet<string> = new Set(),
  ): Promise<WholeEntry[]> => {
    const last = given.get(petition)?.findLast(({ id }) => without.has(id))
    const found = await db.transaction('r', [db.entries, db.heard, db.servers], () =>
      look(petition, limit, without, last?.savedAt),
    )
    given.set(petition, found)
    return found
  }
}

/** The counters, less those of the given that are still in them. */
export async function unsentByStreet(
  db: PhoneDatabase,
  petition: PetitionId,
  without: readonly WholeEntry[],
): Promise<{ street: StreetId; signatures: number }[]> {
  const signs = without.filter(({ entry }) => entry.kind === 'sign')
  const times = signs.map(({ savedAt }) => savedAt)
  const tables = [db.counts, db.entries, db.heard, db.servers]
  const [row, unsent, heard, withdrawals] = await db.transaction('r', tables, () =>
    Promise.all([
      db.counts.get(petition),
      db.entries
        .where('[petition+state+savedAt]')
        .between(
          [petition, 'unsent', Math.min(...times)],
          [petition, 'unsent', Math.max(...times)],
          true,
          true,
        )
        .primaryKeys(),
      heardOf(db, petition),
      withdrawalsOf(
        db,
        signs.map(({ id }) => id),
      ),
    ]),
  )
  const counts = new Map(
    Object.entries(row?.streets ?? {}).map(([street, each]) => [street, each.signatures]),
  )
  const stillUnsent = new Set(unsent.filter((id) => !heard.has(id)))
  const takenBack = takenBackBy(withdrawals)
  for (const kept of signs) {
    const { street } = kept.entry
    if (street === undefined || !stillUnsent.has(kept.id) || !isOnPhone(kept, takenBack)) continue
    counts.set(street, (counts.get(street) ?? 0) - 1)
  }
  return [...counts].flatMap(([street, signatures]) =>
    street === '' || signatures <= 0 ? [] : [{ street: StreetId.parse(street), signatures }],
  )
}

export async function syncState(db: PhoneDatabase, petition: PetitionId): Promise<SyncState> {
  const [row, counts] = await Promise.all([db.petitions.get(petition), db.counts.get(petition)])
  return {
    cursor: row?.cursor,
    runs: Object.entries(counts?.runs ?? {}).map(([run, { seq }]) => ({ run: RunId.parse(run), seq })),
  }
}

/** By the entries themselves, from the first number to the last: files are deleted on this word. */
export async function settledRuns(db: PhoneDatabase, runs: readonly RunUpTo[]): Promise<RunId[]> {
  const settled: RunId[] = []
  for (const { run, seq } of runs) {
    const [whole, last, count] = await Promise.all([
      ofRun(db, run).filter(isWhole).first(),
      ofRun(db, run).last(),
      ofRun(db, run).count(),
    ])
    if (whole === undefined && last?.seq === count && count >= seq) settled.push(run)
  }
  return settled
}
