/**
 * Frozen: the phone's tables of version 1, as they were on 22 November 2026
 * (`src/device/database.ts` and `addEntry` of `dexie-store.ts` at b497412). Each
 * version that was ever released stays here, because some phone still has it.
 */
import Dexie, { type Table } from 'dexie'

type Row = Readonly<Record<string, unknown>>

export class PhoneDatabaseV1 extends Dexie {
  declare readonly memberships: Table<Row>
  declare readonly petitions: Table<Row>
  declare readonly doors: Table<Row>
  declare readonly entries: Table<Row>
  declare readonly runs: Table<Row>
  declare readonly drafts: Table<Row>

  constructor(name = 'petition-pack') {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      memberships: 'petition',
      petitions: 'petition',
      streets: '[petition+id]',
      doors: '[petition+id], [petition+street]',
      entries: 'id, [petition+state+savedAt], [petition+entry.door], &[run+seq]',
      runs: 'run, petition',
      tallies: '[petition+street]',
      drafts: 'id',
      settings: 'key',
    })
  }
}

/** What version 1 knew of a row; later versions may have added to it. */
export const rowsV1: Readonly<Record<string, (row: Row) => Row>> = {
  memberships: (row) => row,
  petitions: ({ durableMark: _, clockOffsetMs: __, ...row }) => row,
  streets: (row) => row,
  doors: (row) => row,
  entries: (row) => row,
  runs: ({ run, petition, seq }) => ({ run, petition, seq }),
  tallies: (row) => row,
  drafts: (row) => row,
  settings: (row) => row,
}

type KeptV1 = Row & {
  readonly id: string
  readonly petition: string
  readonly run: string
  readonly seq: number
}

type DoorV1 = {
  readonly id: string
  readonly mark: string
  readonly outcome: string
  readonly savedAt: number
}

export const addEntryV1 = (db: PhoneDatabaseV1, kept: KeptV1, door: DoorV1): Promise<void> =>
  db.transaction('rw', [db.entries, db.runs, db.doors, db.drafts], async () => {
    await db.entries.add(kept)
    await db.runs.put({ run: kept.run, petition: kept.petition, seq: kept.seq })
    const { id, mark, outcome, savedAt } = door
    await db.doors.update([kept.petition, id], { mark, outcome, knockedAt: savedAt, lastEntry: kept.id })
  })
