/** How rows are found without reading them all. */
import type { Table } from 'dexie'
import type { EntryId, PetitionId, RunId } from '#domain/ids.ts'
import type { DoorRow, PhoneDatabase } from '../database.ts'
import type { KeptEntry, WholeEntry } from '../ports.ts'

export const isWhole = (kept: KeptEntry): kept is WholeEntry =>
  kept.entry.nonce !== undefined && kept.entry.sealed !== undefined

export const ofPetition = <Row, Key>(table: Table<Row, Key>, petition: PetitionId) =>
  table.where(':id').between([petition], [petition, []])

export const ofRun = (db: PhoneDatabase, run: RunId) =>
  db.entries.where('[run+seq]').between([run], [run, []])

/** In the order of saving, from that time on. */
export const inState = (db: PhoneDatabase, petition: PetitionId, state: KeptEntry['state'], from = 0) =>
  db.entries
    .where('[petition+state+savedAt]')
    .between([petition, state, from], [petition, state, Number.MAX_SAFE_INTEGER])

/** Held by a receipt that their own rows don't show yet. Part of a transaction. */
export async function heardOf(db: PhoneDatabase, petition: PetitionId): Promise<Set<EntryId>> {
  const [server, rows] = await Promise.all([
    db.servers.get(petition),
    ofPetition(db.heard, petition).toArray(),
  ])
  return new Set(rows.flatMap(({ epoch, entries }) => (epoch === server?.epoch ? entries : [])))
}

/** What has no receipt, and is not left out, in the order of saving: names only, because rows cost ten times as much. */
export const unsentIds = (
  db: PhoneDatabase,
  petition: PetitionId,
  limit = Number.POSITIVE_INFINITY,
  without: ReadonlySet<string> = new Set(),
): Promise<EntryId[]> =>
  db.transaction('r', [db.entries, db.heard, db.servers], async () => {
    const heard = await heardOf(db, petition)
    const ids = await inState(db, petition, 'unsent')
      .limit(limit + heard.size + without.size)
      .primaryKeys()
    return ids.filter((id) => !heard.has(id) && !without.has(id)).slice(0, limit)
  })

const endsOf = (ids: readonly string[]): [string, string] => {
  const sorted = [...ids].sort()
  return [sorted[0] ?? '', sorted.at(-1) ?? '']
}

/** A range in place of a request for each: ids grow with time, so little else lies between those of a push. */
export async function entriesBy(
  db: PhoneDatabase,
  ids: readonly EntryId[],
): Promise<Map<EntryId, KeptEntry>> {
  const range = await db.entries
    .where('id')
    .between(...endsOf(ids), true, true)
    .limit(2 * ids.length)
    .toArray()
  const found = new Map(range.map((kept) => [kept.id, kept]))
  const missing = ids.filter((id) => !found.has(id))
  const rest = missing.length > 0 ? await db.entries.bulkGet(missing) : []
  for (const kept of rest) if (kept !== undefined) found.set(kept.id, kept)
  return found
}

/** Those whose last knock is one of these. */
export async function doorsBy(db: PhoneDatabase, ids: ReadonlySet<EntryId | undefined>): Promise<DoorRow[]> {
  const [first, last] = endsOf([...ids].filter((id) => id !== undefined))
  const doors = await db.doors.where('lastEntry').between(first, last, true, true).toArray()
  return doors.filter(({ lastEntry }) => ids.has(lastEntry))
}

/** A withdrawal that was refused takes nothing back. */
const takesBack = ({ entry, state }: KeptEntry) => entry.kind === 'withdraw' && state !== 'refused'

/** Those that take back one of these. One range: ids grow with time, so little else lies in it. */
export async function withdrawalsOf(db: PhoneDatabase, ids: readonly EntryId[]): Promise<KeptEntry[]> {
  return db.entries
    .where('entry.ref')
    .between(...endsOf(ids), true, true)
    .toArray()
}

export const takenBackBy = (withdrawals: readonly KeptEntry[]): Set<EntryId | undefined> =>
  new Set(withdrawals.filter(takesBack).map(({ entry }) => entry.ref))

/** Whether a signature is on this phone only: unsent, and not taken back. */
export const isOnPhone = ({ id, entry, state }: KeptEntry, takenBack: ReadonlySet<EntryId | undefined>) =>
  entry.kind === 'sign' && state === 'unsent' && !takenBack.has(id)
