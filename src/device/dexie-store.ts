/** The store port over Dexie. Every write is one strictly durable transaction, or none. */
import type { DoorId, EntryId, PetitionId, StreetId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { TallyReport } from '#wire/tally-report.ts'
import type { DoorRow, PetitionRow, PhoneDatabase } from './database.ts'
import type { KeptEntry, PhoneStore, WholeEntry } from './ports.ts'

export function createDexieStore(db: PhoneDatabase): PhoneStore {
  return {
    addEntry: (kept, { door, forgetDraft }) =>
      db.transaction('rw', [db.entries, db.runs, db.doors, db.drafts], async () => {
        await db.entries.add(kept)
        await db.runs.put({ run: kept.run, petition: kept.petition, seq: kept.seq })
        if (door !== undefined) {
          const { id, mark, outcome, entry } = door
          const knockedAt = outcome === undefined ? undefined : kept.savedAt
          await db.doors.update([kept.petition, id], { mark, outcome, knockedAt, lastEntry: entry })
        }
        if (forgetDraft !== undefined) await db.drafts.delete(forgetDraft)
      }),

    async bringBack(kept) {
      return db.transaction('rw', [db.entries, db.runs], async () => {
        const known = await db.entries.bulkGet(kept.map(({ id }) => id))
        const missing = kept.filter((_, place) => known[place] === undefined)
        for (const each of missing) {
          await db.entries.add({ ...each, state: 'unsent' })
          const run = await db.runs.get(each.run)
          const seq = Math.max(run?.seq ?? 0, each.seq)
          await db.runs.put({ run: each.run, petition: each.petition, seq })
        }
        return missing.length
      })
    },

    find: async (ids) => (await db.entries.bulkGet([...ids])).filter((kept) => kept !== undefined),

    async unsent(petition, limit, without = new Set()) {
      const kept = await unsentOf(db, petition)
        .filter(({ id }) => !without.has(id))
        .limit(limit)
        .toArray()
      return kept.filter(isWhole)
    },

    async deferred(petition, limit, without = new Set()) {
      const kept = await inState(db, petition, 'deferred').toArray()
      return kept
        .filter(isWhole)
        .filter(({ id }) => !without.has(id))
        .slice(0, limit)
    },

    async unsentByStreet(petition, without) {
      const kept = await unsentOf(db, petition).toArray()
      const leftOut = new Set<string>(without.map(({ id }) => id))
      const left = kept.filter(({ id }) => !leftOut.has(id))
      const counts = countByStreet(signaturesOnPhone(left))
      return [...counts].map(([street, signatures]) => ({ street, signatures }))
    },

    async syncState(petition) {
      const [row, unsent] = await Promise.all([db.petitions.get(petition), unsentOf(db, petition).toArray()])
      const runs = await db.runs.bulkGet([...new Set(unsent.map(({ run }) => run))])
      return {
        cursor: row?.cursor || undefined,
        runs: runs.flatMap((each) => (each ? [{ run: each.run, seq: each.seq }] : [])),
        oldestUnsentAt: unsent[0]?.savedAt,
      }
    },

    applyHello: (petition, { epoch, durableMark, keyId, publicKey }) =>
      db.transaction('rw', [db.entries, db.petitions, db.memberships], async () => {
        const row = await db.petitions.get(petition)
        const ofPetition = db.entries.filter((kept) => kept.petition === petition && isWhole(kept))
        if (row !== undefined && row.epoch !== epoch) {
          await ofPetition.modify({ state: 'unsent', reason: undefined, received: undefined })
          await db.petitions.update(petition, { epoch, cursor: '' })
        } else {
          await ofPetition
            .filter(({ state, received }) => state === 'held' && (received ?? Infinity) <= durableMark)
            .modify((kept) => {
              delete (kept.entry as { nonce?: string }).nonce
              delete (kept.entry as { sealed?: string }).sealed
            })
        }
        await db.memberships.update(petition, { keyId, publicKey })
      }),

    applyPush: (petition, reply, at) =>
      db.transaction('rw', [db.entries, db.doors, db.petitions, db.tallies], async () => {
        for (const receipt of reply.receipts) await applyReceipt(db, petition, receipt)
        await applyTallies(db, petition, reply.epoch, reply.tallies)
        await db.petitions.update(petition, {
          epoch: reply.epoch,
          lastSyncedAt: at.getTime(),
          ...(reply.batchCode === undefined ? {} : { lastBatchCode: reply.batchCode }),
        })
      }),

    applyReceipts: (petition, receipts) =>
      db.transaction('rw', [db.entries, db.doors], async () => {
        for (const receipt of receipts) await applyReceipt(db, petition, receipt)
      }),

    applyPull: (petition, reply, at) =>
      db.transaction(
        'rw',
        [db.petitions, db.streets, db.doors, db.tallies, db.memberships, db.entries],
        async () => {
          const before = await db.petitions.get(petition)
          // What this phone knows of its own knocks survives a reset, or the walk list would send the volunteer back.
          const own = await ownKnocks(db, petition)
          if (reply.reset) {
            await db.streets.where('[petition+id]').between([petition, ''], [petition, '\uffff']).delete()
            await db.doors.where('[petition+id]').between([petition, ''], [petition, '\uffff']).delete()
          }
          await db.streets.bulkPut(reply.streets.map((street) => ({ ...street, petition })))
          await db.doors.bulkPut(
            reply.doors.map((door) => withOwnKnock({ ...door, petition }, own.get(door.id))),
          )
          for (const street of reply.goneStreets) {
            await db.streets.delete([petition, street])
            await db.doors.where('[petition+street]').equals([petition, street]).delete()
          }
          await db.doors.bulkDelete(reply.goneDoors.map((door) => [petition, door]))
          const row: PetitionRow = {
            ...reply.petition,
            petition,
            cursor: reply.cursor,
            epoch: before?.epoch ?? reply.epoch,
            lastSyncedAt: at.getTime(),
            tallyAsOf: before?.tallyAsOf ?? -1,
            lastBatchCode: before?.lastBatchCode,
          }
          await db.petitions.put(row)
          await db.memberships.update(petition, { title: reply.petition.title })
          await applyTallies(db, petition, reply.epoch, reply.tallies)
          await db.petitions.update(petition, { epoch: reply.epoch })
        },
      ),

    async settledRuns(runs) {
      const kept = await db.entries.toArray()
      const busy = new Set(kept.filter(isWhole).map(({ run }) => run))
      return runs.filter((run) => !busy.has(run))
    },

    check: () =>
      db.transaction('rw', db.settings, async () => {
        const known = await db.settings.get('install')
        const install = typeof known?.value === 'string' ? known.value : crypto.randomUUID()
        await db.settings.put({ key: 'install', value: install })
        return { install, isNew: known === undefined }
      }),
  }
}

export const isWhole = (kept: KeptEntry): kept is WholeEntry =>
  kept.entry.nonce !== undefined && kept.entry.sealed !== undefined

/** Signatures that are on this phone only: saved, no receipt, not taken back. */
export function signaturesOnPhone(unsent: readonly KeptEntry[]): KeptEntry[] {
  const withdrawn = new Set(unsent.flatMap(({ entry }) => (entry.kind === 'withdraw' ? [entry.ref] : [])))
  return unsent.filter(({ entry }) => entry.kind === 'sign' && !withdrawn.has(entry.id))
}

export const unsentOf = (db: PhoneDatabase, petition: PetitionId) => inState(db, petition, 'unsent')

const inState = (db: PhoneDatabase, petition: PetitionId, state: KeptEntry['state']) =>
  db.entries
    .where('[petition+state+savedAt]')
    .between([petition, state, 0], [petition, state, Number.MAX_SAFE_INTEGER])

function countByStreet(signatures: readonly KeptEntry[]): Map<StreetId, number> {
  const counts = new Map<StreetId, number>()
  for (const { entry } of signatures) {
    if (entry.street !== undefined) counts.set(entry.street, (counts.get(entry.street) ?? 0) + 1)
  }
  return counts
}

async function applyReceipt(db: PhoneDatabase, petition: PetitionId, receipt: Receipt): Promise<void> {
  const kept = await db.entries.get(receipt.id as EntryId)
  const isOurs = kept !== undefined && kept.petition === petition && kept.entry.hash === receipt.hash
  if (!isOurs || kept.state === 'held') return
  await db.entries.update(kept.id, {
    state: receipt.state,
    ...('reason' in receipt ? { reason: receipt.reason } : { reason: undefined }),
    ...('received' in receipt ? { received: receipt.received } : {}),
  })
  const { door } = kept.entry
  if (receipt.state === 'refused' || door === undefined) return
  const row = await db.doors.get([petition, door])
  if (row?.lastEntry === kept.id) {
    await db.doors.update([petition, door], { outcome: undefined, lastEntry: undefined })
  }
}

/** An older report never replaces a newer one of the same epoch: replies may overtake each other. */
async function applyTallies(
  db: PhoneDatabase,
  petition: PetitionId,
  epoch: string,
  report: TallyReport,
): Promise<void> {
  const row = await db.petitions.get(petition)
  if (row !== undefined && row.epoch === epoch && report.asOf < row.tallyAsOf) return
  await db.tallies.where('[petition+street]').between([petition, ''], [petition, '\uffff']).delete()
  await db.tallies.bulkPut(
    report.streets.map(({ street, ...counts }) => ({ ...counts, petition, street: street ?? ('' as const) })),
  )
  await db.petitions.update(petition, { tallyAsOf: report.asOf })
}

type OwnKnock = Pick<DoorRow, 'knockedAt' | 'mark' | 'outcome' | 'lastEntry'> & { readonly isUnsent: boolean }

async function ownKnocks(db: PhoneDatabase, petition: PetitionId): Promise<Map<DoorId, OwnKnock>> {
  const unsent = new Set((await unsentOf(db, petition).toArray()).map(({ id }) => id))
  const doors = await db.doors.where('[petition+id]').between([petition, ''], [petition, '\uffff']).toArray()
  return new Map(
    doors.map(({ id, knockedAt, mark, outcome, lastEntry }) => [
      id,
      { knockedAt, mark, outcome, lastEntry, isUnsent: lastEntry !== undefined && unsent.has(lastEntry) },
    ]),
  )
}

/** What the server can't know yet stays; but nobody is sent to a door where another phone heard "do not knock". */
function withOwnKnock(door: DoorRow, own: OwnKnock | undefined): DoorRow {
  if (own === undefined) return door
  const { knockedAt, mark, outcome, lastEntry, isUnsent } = own
  if (!isUnsent) return { ...door, knockedAt }
  return { ...door, knockedAt, mark: door.mark === 'do-not-knock' ? door.mark : mark, outcome, lastEntry }
}
