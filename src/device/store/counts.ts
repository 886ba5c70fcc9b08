/**
 * Counters in place of scans (T1). Whoever changes an entry or a door says so
 * here, in the same transaction; `recount.ts` counts anew and must agree.
 */
import type { EntryId, PetitionId, StreetId } from '#domain/ids.ts'
import type { CountsRow, DoorRow, PhoneDatabase, StreetCounts } from '../database.ts'
import type { KeptEntry } from '../ports.ts'
import { heardOf, isOnPhone, takenBackBy, withdrawalsOf } from './entries.ts'

const noCounts: StreetCounts = { signatures: 0, unsent: 0, refused: 0, doors: 0, doorsDone: 0 }

/** An entry as it was, unless it is new, and as it becomes. */
export type EntryChange = { readonly before?: KeptEntry | undefined; readonly after: KeptEntry }

export type Counting = ReturnType<typeof createCounting>

/** Takes up changes on top of what stands. */
export function createCounting() {
  const streets = new Map<string, Record<keyof StreetCounts, number>>()
  const runs = new Map<string, { seq: number; unsent: number }>()

  function add(street: StreetId | undefined, what: keyof StreetCounts, n: number): void {
    const counts = streets.get(street ?? '') ?? { ...noCounts }
    counts[what] += n
    streets.set(street ?? '', counts)
  }

  return {
    add,

    addDoor({ street, mark }: Pick<DoorRow, 'street' | 'mark'>, n: 1 | -1): void {
      add(street, 'doors', n)
      add(street, 'doorsDone', mark === 'to-visit' ? 0 : n)
    },

    addEntry({ before, after }: EntryChange): void {
      const change = (state: KeptEntry['state']) =>
        Number(after.state === state) - Number(before?.state === state)
      add(after.entry.street, 'unsent', change('unsent'))
      add(after.entry.street, 'refused', change('refused'))
      const { seq, unsent } = runs.get(after.run) ?? { seq: 0, unsent: 0 }
      runs.set(after.run, { seq: Math.max(seq, after.seq), unsent: unsent + change('unsent') })
    },

    onTopOf(
      petition: PetitionId,
      row: Pick<CountsRow, 'streets' | 'runs'> = { streets: {}, runs: {} },
    ): CountsRow {
      const sums = { petition, streets: { ...row.streets }, runs: { ...row.runs } }
      for (const [street, change] of streets) {
        const sum = { ...change }
        const names = Object.keys(noCounts) as (keyof StreetCounts)[]
        for (const name of names) sum[name] += row.streets[street]?.[name] ?? 0
        if (names.some((name) => sum[name] !== 0)) sums.streets[street] = sum
        else delete sums.streets[street]
      }
      for (const [run, change] of runs) {
        const { seq, unsent } = row.runs[run] ?? { seq: 0, unsent: 0 }
        const sum = { seq: Math.max(seq, change.seq), unsent: unsent + change.unsent }
        if (sum.unsent !== 0) sums.runs[run] = sum
        else delete sums.runs[run]
      }
      return sums
    },
  }
}

export async function writeCounts(
  db: PhoneDatabase,
  petition: PetitionId,
  counting: Counting,
): Promise<void> {
  await db.counts.put(counting.onTopOf(petition, await db.counts.get(petition)))
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
  const elsewhere = refs.filter((ref) => !signs.has(ref))
  const [named, heard] = await Promise.all([db.entries.bulkGet(elsewhere), heardOf(db, petition)])
  for (const after of named) {
    if (after?.petition === petition && !heard.has(after.id)) signs.set(after.id, { before: after, after })
  }
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
