/**
 * Counters in place of scans (T1). Whoever changes an entry or a door says so
 * here, in the same transaction; `recount.ts` counts anew and must agree.
 */
import type { EntryId, PetitionId, RunId, StreetId } from '#domain/ids.ts'
import type { CountRow, DoorRow, PhoneDatabase, RunRow } from '../database.ts'
import type { KeptEntry } from '../ports.ts'
import { isOnPhone, takenBackBy, withdrawalsOf } from './entries.ts'

export type Counts = Omit<CountRow, 'petition' | 'street'>

const noCounts: Counts = { signatures: 0, unsent: 0, refused: 0, doors: 0, doorsDone: 0 }
const countNames = Object.keys(noCounts) as (keyof Counts)[]

/** An entry as it was, unless it is new, and as it becomes. */
export type EntryChange = { readonly before?: KeptEntry | undefined; readonly after: KeptEntry }

export type Counting = ReturnType<typeof createCounting>

/** Sums up what changes, by street and by run. */
export function createCounting(petition: PetitionId) {
  const byStreet = new Map<StreetId | '', Record<keyof Counts, number>>()
  const byRun = new Map<RunId, { seq: number; unsent: number }>()

  function add(street: StreetId | undefined, what: keyof Counts, n: number): void {
    const key = street ?? ''
    const counts = byStreet.get(key) ?? { ...noCounts }
    counts[what] += n
    byStreet.set(key, counts)
  }

  return {
    add,

    addDoor({ street, mark }: Pick<DoorRow, 'street' | 'mark'>, n: 1 | -1): void {
      add(street, 'doors', n)
      add(street, 'doorsDone', mark === 'to-visit' ? 0 : n)
    },

    addEntry({ before, after }: EntryChange): void {
      const { run, seq, state, entry } = after
      const change = (to: KeptEntry['state']) => Number(state === to) - Number(before?.state === to)
      add(entry.street, 'unsent', change('unsent'))
      add(entry.street, 'refused', change('refused'))
      const known = byRun.get(run) ?? { seq: 0, unsent: 0 }
      byRun.set(run, { seq: Math.max(known.seq, seq), unsent: known.unsent + change('unsent') })
    },

    /** Where something has changed, on top of these. */
    rowsOn: (rows: readonly (CountRow | undefined)[]): CountRow[] => {
      const known = new Map(rows.map((row) => [row?.street, row]))
      return [...byStreet].flatMap(([street, change]) => {
        const row = known.get(street) ?? noCounts
        if (countNames.every((name) => change[name] === 0)) return []
        const sums = countNames.map((name) => [name, row[name] + change[name]])
        return [{ petition, street, ...(Object.fromEntries(sums) as Counts) }]
      })
    },

    /** A row that nobody has counted stays uncounted. */
    runsOn: (rows: readonly (RunRow | undefined)[]): RunRow[] => {
      const known = new Map(rows.map((row) => [row?.run, row]))
      return [...byRun].map(([run, change]) => {
        const row = known.get(run) ?? { seq: 0, unsent: 0 }
        const unsent = row.unsent === undefined ? undefined : row.unsent + change.unsent
        return { run, petition, seq: Math.max(row.seq, change.seq), unsent }
      })
    },

    streets: () => [...byStreet.keys()],
    runs: () => [...byRun.keys()],
  }
}

/** Reads what stands and writes the sums: two steps, whatever the number of changes. */
export async function writeCounts(
  db: PhoneDatabase,
  petition: PetitionId,
  counting: Counting,
): Promise<void> {
  const [counts, runs] = await Promise.all([
    db.counts.bulkGet(counting.streets().map((street) => [petition, street])),
    db.runs.bulkGet(counting.runs()),
  ])
  await Promise.all([db.counts.bulkPut(counting.rowsOn(counts)), db.runs.bulkPut(counting.runsOn(runs))])
}

/**
 * Counts the changes, and with them the signatures that they bring onto this
 * phone's tally or take off it: a withdrawal takes one off, and one that is
 * refused puts it back. Whether the changes are written already makes no odds.
 */
export async function countEntries(
  db: PhoneDatabase,
  petition: PetitionId,
  counting: Counting,
  changes: readonly EntryChange[],
): Promise<void> {
  const signs = new Map<EntryId, EntryChange>()
  const refs: EntryId[] = []
  for (const change of changes) {
    counting.addEntry(change)
    const { kind, ref } = change.after.entry
    if (kind === 'sign') signs.set(change.after.id, change)
    if (kind === 'withdraw' && ref !== undefined) refs.push(ref)
  }
  const named = await db.entries.bulkGet(refs.filter((ref) => !signs.has(ref)))
  for (const after of named) if (after?.petition === petition) signs.set(after.id, { before: after, after })
  if (signs.size === 0) return

  const changed = new Set(changes.map(({ after }) => after.id))
  const others = (await withdrawalsOf(db, [...signs.keys()])).filter(({ id }) => !changed.has(id))
  const takenBefore = takenBackBy([...others, ...changes.flatMap(({ before }) => before ?? [])])
  const takenAfter = takenBackBy([...others, ...changes.map(({ after }) => after)])
  for (const { before, after } of signs.values()) {
    const was = before !== undefined && isOnPhone(before, takenBefore)
    counting.add(after.entry.street, 'signatures', Number(isOnPhone(after, takenAfter)) - Number(was))
  }
}
