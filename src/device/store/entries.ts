/** How rows are found without reading them all. */
import type { Table } from 'dexie'
import type { EntryId, PetitionId, RunId } from '#domain/ids.ts'
import type { PhoneDatabase } from '../database.ts'
import type { KeptEntry, WholeEntry } from '../ports.ts'

export const isWhole = (kept: KeptEntry): kept is WholeEntry =>
  kept.entry.nonce !== undefined && kept.entry.sealed !== undefined

export const ofPetition = <Row, Key>(table: Table<Row, Key>, petition: PetitionId) =>
  table.where(':id').between([petition], [petition, []])

export const ofRun = (db: PhoneDatabase, run: RunId) =>
  db.entries.where('[run+seq]').between([run], [run, []])

/** In the order of saving. */
export const inState = (db: PhoneDatabase, petition: PetitionId, state: KeptEntry['state']) =>
  db.entries
    .where('[petition+state+savedAt]')
    .between([petition, state, 0], [petition, state, Number.MAX_SAFE_INTEGER])

/** A withdrawal that was refused takes nothing back. */
const takesBack = ({ entry, state }: KeptEntry) => entry.kind === 'withdraw' && state !== 'refused'

/** Those that take back one of these. One range: ids grow with time, so little else lies in it. */
export async function withdrawalsOf(db: PhoneDatabase, ids: readonly EntryId[]): Promise<KeptEntry[]> {
  const sorted = [...ids].sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return []
  return db.entries.where('entry.ref').between(first, last, true, true).toArray()
}

export const takenBackBy = (withdrawals: readonly KeptEntry[]): Set<EntryId | undefined> =>
  new Set(withdrawals.filter(takesBack).map(({ entry }) => entry.ref))

/** Whether a signature is on this phone only: unsent, and not taken back. */
export const isOnPhone = ({ id, entry, state }: KeptEntry, takenBack: ReadonlySet<EntryId | undefined>) =>
  entry.kind === 'sign' && state === 'unsent' && !takenBack.has(id)
