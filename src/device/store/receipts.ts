/** What a push brought back. */
import type { EntryId, PetitionId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { PushReply } from '#wire/push.ts'
import type { TallyReport } from '#wire/tally-report.ts'
import type { PetitionRow, PhoneDatabase, TallyRow } from '../database.ts'
import type { KeptEntry } from '../ports.ts'
import { countEntries, createCounting, type EntryChange, writeCounts } from './counts.ts'
import { entriesBy, heardOf, ofPetition } from './entries.ts'
import { rememberServer } from './server-word.ts'
import { writeChanges } from './settle.ts'

export const applyPush = (
  db: PhoneDatabase,
  petition: PetitionId,
  reply: PushReply,
  at: Date,
): Promise<void> =>
  db.transaction(
    'rw',
    [db.entries, db.doors, db.counts, db.petitions, db.tallies, db.servers, db.heard],
    async () => {
      const { epoch, receipts, batchCode } = reply
      const [server, row] = await Promise.all([
        rememberServer(db, petition, epoch),
        db.petitions.get(petition),
      ])
      if (server.epoch !== epoch) return
      const [asOf, isDisputed] = await Promise.all([
        applyTallies(db, petition, row, reply),
        changeEntries(db, petition, receipts),
      ])
      if (row === undefined) return
      const lastBatchCode = batchCode ?? row.lastBatchCode
      const cursor = isDisputed ? undefined : row.cursor
      await db.petitions.put({
        ...row,
        cursor,
        epoch,
        tallyAsOf: asOf,
        lastSyncedAt: at.getTime(),
        lastBatchCode,
      })
    },
  )

export const applyReceipts = (
  db: PhoneDatabase,
  petition: PetitionId,
  receipts: readonly Receipt[],
): Promise<void> =>
  db.transaction('rw', [db.entries, db.doors, db.counts, db.petitions, db.servers, db.heard], async () => {
    const isDisputed = await changeEntries(db, petition, receipts)
    if (isDisputed) await db.petitions.update(petition, { cursor: undefined })
  })

/** From so many on, receipts are noted in one row. */
const MANY = 32

/** Gives whether the cursor has passed over what the server makes of a door. */
async function changeEntries(
  db: PhoneDatabase,
  petition: PetitionId,
  receipts: readonly Receipt[],
): Promise<boolean> {
  const [kept, server, heard] = await Promise.all([
    entriesBy(
      db,
      receipts.map(({ id }) => id as EntryId),
    ),
    db.servers.get(petition),
    heardOf(db, petition),
  ])
  // Those are held.
  for (const id of heard) kept.delete(id)
  const changes = changesBy(petition, receipts, kept)
  const counting = createCounting()
  await countEntries(db, petition, counting, changes)
  const first = changes[0]?.after
  const isAlike = ({ before, after }: EntryChange) =>
    before?.state === 'unsent' && after.state === 'held' && after.received === first?.received
  const canBeNoted = server && changes.length >= MANY && changes.every(isAlike)
  const [isDisputed] = await Promise.all([
    canBeNoted && first?.received !== undefined
      ? db.heard.put({
          petition,
          epoch: server.epoch,
          first: first.id,
          entries: changes.map(({ after }) => after.id),
          received: first.received,
        })
      : writeChanges(db, changes, server),
    writeCounts(db, petition, counting),
  ])
  return isDisputed === true
}

/** A receipt counts for the very entry that it names by id and hash; what is held stays held (S2). */
function changesBy(
  petition: PetitionId,
  receipts: readonly Receipt[],
  kept: ReadonlyMap<string, KeptEntry>,
): EntryChange[] {
  const changes = new Map<EntryId, EntryChange>()
  for (const receipt of receipts) {
    const before = kept.get(receipt.id)
    if (before?.petition !== petition || before.entry.hash !== receipt.hash) continue
    const now = changes.get(before.id)?.after ?? before
    if (now.state === 'held') continue
    const after = {
      ...now,
      state: receipt.state,
      reason: 'reason' in receipt ? receipt.reason : undefined,
      received: 'received' in receipt ? receipt.received : now.received,
    }
    changes.set(before.id, { before, after })
  }
  return [...changes.values()]
}

/**
 * An older report never replaces a newer one of the same epoch: replies may
 * overtake each other. Gives the number of the one that stands.
 */
export async function applyTallies(
  db: PhoneDatabase,
  petition: PetitionId,
  row: Pick<PetitionRow, 'epoch' | 'tallyAsOf'> | undefined,
  { epoch, tallies }: { readonly epoch: string; readonly tallies: TallyReport },
): Promise<number> {
  if (row?.epoch === epoch && tallies.asOf < row.tallyAsOf) return row.tallyAsOf
  const before = await ofPetition(db.tallies, petition).toArray()
  const rows = tallies.streets.map(({ street, ...counts }) => ({
    petition,
    street: street ?? ('' as const),
    ...counts,
  }))
  const named = new Set(rows.map(({ street }) => street))
  const known = new Map(before.map((each) => [each.street, each]))
  await Promise.all([
    db.tallies.bulkPut(rows.filter((each) => !isSame(known.get(each.street), each))),
    db.tallies.bulkDelete(
      before.flatMap(({ street }) =>
        named.has(street) ? [] : [[petition, street] satisfies [unknown, unknown]],
      ),
    ),
  ])
  return tallies.asOf
}

const isSame = (a: TallyRow | undefined, b: TallyRow) =>
  a?.received === b.received && a.counted === b.counted && a.alsoElsewhere === b.alsoElsewhere
