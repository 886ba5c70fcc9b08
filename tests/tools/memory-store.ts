/**
 * The phone's store in plain Maps: fast, and the same for the same seed. It
 * scans where the real one counts, and so is also what that one is held
 * against. Each stroke is done at once, or not at all.
 */
import type { DoorRow, PetitionRow, StreetCounts, StreetRow, TallyRow } from '#device/database.ts'
import type { KeptEntry, Membership, PhoneStore, WholeEntry } from '#device/ports.ts'
import type { DoorId, EntryId, PetitionId, StreetId } from '#domain/ids.ts'
import { markAfter } from '#domain/outcome.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { TallyReport } from '#wire/tally-report.ts'

export type MemoryStore = PhoneStore & {
  /** What lies on the disk; a start of the app makes another store over the same one. */
  readonly disk: MemoryTables
  counts(petition: PetitionId): Record<string, StreetCounts>
}

export type MemoryTables = {
  readonly entries: Map<EntryId, KeptEntry>
  /** Run and number of each. */
  readonly numbers: Set<string>
  readonly petitions: Map<PetitionId, PetitionTables>
  readonly memberships: Map<PetitionId, Membership>
  /** The install's id, once it has been asked for. */
  install?: string
}

type PetitionTables = {
  row?: PetitionRow
  /** The epoch that was heard last in a hello, or first in anything else. */
  epoch?: string
  readonly streets: Map<StreetId, StreetRow>
  readonly doors: Map<DoorId, DoorRow>
  readonly tallies: Map<StreetId | '', TallyRow>
}

export const createMemoryTables = (): MemoryTables => ({
  entries: new Map(),
  numbers: new Set(),
  petitions: new Map(),
  memberships: new Map(),
})

/** `newInstall` gives the id of a store that is made anew. */
export function createMemoryStore(
  newInstall: () => string,
  disk: MemoryTables = createMemoryTables(),
): MemoryStore {
  const { entries, numbers, petitions, memberships } = disk

  function tablesOf(petition: PetitionId): PetitionTables {
    const known = petitions.get(petition)
    if (known) return known
    const tables: PetitionTables = { streets: new Map(), doors: new Map(), tallies: new Map() }
    petitions.set(petition, tables)
    return tables
  }

  function keep(kept: KeptEntry): void {
    entries.set(kept.id, kept)
    numbers.add(kept.run + kept.seq)
  }

  const ofPetition = (petition: PetitionId) =>
    [...entries.values()].filter((kept) => kept.petition === petition)

  const wholeIn = (petition: PetitionId, state: KeptEntry['state']): WholeEntry[] =>
    ofPetition(petition)
      .filter((kept) => kept.state === state)
      .filter(isWhole)
      .sort(bySaving)

  function takenBack(): Set<EntryId | undefined> {
    const withdrawals = [...entries.values()].filter(
      ({ entry, state }) => entry.kind === 'withdraw' && state !== 'refused',
    )
    return new Set(withdrawals.map(({ entry }) => entry.ref))
  }

  function onPhone(petition: PetitionId): KeptEntry[] {
    const gone = takenBack()
    return ofPetition(petition).filter(
      ({ id, entry, state }) => state === 'unsent' && entry.kind === 'sign' && !gone.has(id),
    )
  }

  function applyReceipt(petition: PetitionId, receipt: Receipt): void {
    const kept = entries.get(receipt.id as EntryId)
    const isOurs = kept?.petition === petition && kept.entry.hash === receipt.hash
    if (!isOurs || kept.state === 'held') return
    entries.set(kept.id, {
      ...kept,
      state: receipt.state,
      reason: 'reason' in receipt ? receipt.reason : undefined,
      received: 'received' in receipt ? receipt.received : kept.received,
    })
    const tables = tablesOf(petition)
    const { doors } = tables
    const door = kept.entry.door && doors.get(kept.entry.door)
    if (!door || receipt.state === 'refused' || door.lastEntry !== kept.id) return
    if (door.isDisputed && tables.row) tables.row = { ...tables.row, cursor: undefined }
    doors.set(door.id, { ...door, outcome: undefined, lastEntry: undefined })
  }

  function applyTallies(petition: PetitionId, epoch: string, report: TallyReport): number {
    const { row, tallies } = tablesOf(petition)
    if (row?.epoch === epoch && report.asOf < row.tallyAsOf) return row.tallyAsOf
    tallies.clear()
    for (const { street, ...counts } of report.streets) {
      tallies.set(street ?? '', { petition, street: street ?? '', ...counts })
    }
    return report.asOf
  }

  function sendAgain(petition: PetitionId): void {
    const tables = tablesOf(petition)
    for (const { reason: _, received: __, ...kept } of ofPetition(petition).filter(isWhole).sort(bySaving)) {
      entries.set(kept.id, { ...kept, state: 'unsent' })
      const door = kept.entry.door && tables.doors.get(kept.entry.door)
      if (door) tables.doors.set(door.id, { ...door, lastEntry: kept.id })
    }
    if (tables.row) tables.row = { ...tables.row, cursor: undefined }
  }

  return {
    disk,

    async addEntry(kept, { door, described }) {
      if (numbers.has(kept.run + kept.seq) || entries.has(kept.id)) {
        throw new Error('its id and its number are its own')
      }
      keep(kept)
      const { doors } = tablesOf(kept.petition)
      if (described) {
        const { petition, id: addedBy } = kept
        const known = doors.get(described.id)
        doors.set(
          described.id,
          known ? { ...known, note: described.note } : { ...described, petition, addedBy },
        )
      }
      const before = door && doors.get(door.id)
      if (!door || !before) return
      const knockedAt = door.outcome === undefined ? undefined : kept.savedAt
      doors.set(door.id, {
        ...before,
        mark: door.mark,
        outcome: door.outcome,
        knockedAt,
        lastEntry: door.entry,
      })
    },

    async bringBack(kept) {
      const missing = new Map<string, WholeEntry>()
      for (const { reason: _, received: __, ...each } of kept) {
        const number = each.run + each.seq
        if (!entries.has(each.id) && !numbers.has(number)) missing.set(number, { ...each, state: 'unsent' })
      }
      const inOrder = [...missing.values()].sort(bySaving)
      for (const each of inOrder) keep(each)
      const undone = new Set(
        [...entries.values()]
          .filter(({ entry, state }) => entry.kind === 'withdraw' && entry.door && state !== 'refused')
          .map(({ entry }) => entry.ref),
      )
      for (const { id, petition, entry, savedAt } of inOrder) {
        const { doors } = tablesOf(petition)
        const door = entry.door && doors.get(entry.door)
        if (!door || !entry.outcome || undone.has(id) || (door.knockedAt ?? 0) > savedAt) continue
        const mark = markAfter(door.mark, entry.outcome)
        const isDisputed = mark !== door.mark
        const knock = { outcome: entry.outcome, knockedAt: savedAt, lastEntry: id }
        doors.set(door.id, { ...door, mark, ...knock, isDisputed })
      }
      return inOrder.length
    },

    find: async (ids) => ids.flatMap((id) => entries.get(id) ?? []),

    unsent: async (petition, limit, without) =>
      wholeIn(petition, 'unsent')
        .filter(({ id }) => !without?.has(id))
        .slice(0, limit),

    setAside: async (petition, limit, without) =>
      [...wholeIn(petition, 'deferred'), ...wholeIn(petition, 'refused')]
        .filter(({ id }) => !without?.has(id))
        .slice(0, limit),

    async unsentByStreet(petition, without) {
      const leftOut = new Set(without.map(({ id }) => id))
      const counts = new Map<StreetId, number>()
      for (const { id, entry } of onPhone(petition)) {
        if (entry.street === undefined || leftOut.has(id)) continue
        counts.set(entry.street, (counts.get(entry.street) ?? 0) + 1)
      }
      return [...counts].map(([street, signatures]) => ({ street, signatures }))
    },

    async syncState(petition) {
      const unsent = wholeIn(petition, 'unsent')
      const runs = [...new Set(unsent.map(({ run }) => run))].map((run) => {
        const numbers = ofPetition(petition).flatMap((kept) => (kept.run === run ? [kept.seq] : []))
        return { run, seq: Math.max(...numbers) }
      })
      return { cursor: tablesOf(petition).row?.cursor, runs }
    },

    async applyHello(petition, { epoch, durableMark, keyId, publicKey, clockOffsetMs }) {
      const tables = tablesOf(petition)
      if (tables.epoch !== undefined && tables.epoch !== epoch) sendAgain(petition)
      tables.epoch = epoch
      for (const kept of ofPetition(petition)) {
        if (kept.state !== 'held' || (kept.received ?? Number.POSITIVE_INFINITY) > durableMark) continue
        entries.set(kept.id, withoutSeal(kept))
      }
      if (tables.row) tables.row = { ...tables.row, clockOffsetMs }
      const membership = memberships.get(petition)
      if (membership) memberships.set(petition, { ...membership, keyId, publicKey })
    },

    async applyPush(petition, reply, at) {
      const tables = tablesOf(petition)
      tables.epoch ??= reply.epoch
      if (tables.epoch !== reply.epoch) return
      for (const receipt of reply.receipts) applyReceipt(petition, receipt)
      const tallyAsOf = applyTallies(petition, reply.epoch, reply.tallies)
      if (!tables.row) return
      tables.row = {
        ...tables.row,
        epoch: reply.epoch,
        tallyAsOf,
        lastSyncedAt: at.getTime(),
        lastBatchCode: reply.batchCode ?? tables.row.lastBatchCode,
      }
    },

    async applyReceipts(petition, receipts) {
      for (const receipt of receipts) applyReceipt(petition, receipt)
    },

    async applyPull(petition, given, at) {
      // What can't be kept throws here, before anything has changed.
      const reply = structuredClone(given)
      const tables = tablesOf(petition)
      if (!reply.reset && tables.row?.cursor === undefined) return false
      const { streets, doors } = tables
      const own = new Map(doors)
      if (reply.reset) {
        streets.clear()
        doors.clear()
      }
      for (const street of reply.streets) streets.set(street.id, { ...street, petition })
      for (const door of reply.doors)
        doors.set(door.id, { ...door, petition, ...ownOf(door.mark, own.get(door.id)) })
      for (const gone of reply.goneStreets) {
        streets.delete(gone)
        for (const { id, street } of doors.values()) if (street === gone) doors.delete(id)
      }
      for (const door of reply.goneDoors) doors.delete(door)
      for (const row of reply.reset ? own.values() : []) {
        const isUnknown = row.addedBy && entries.get(row.addedBy)?.state !== 'held'
        if (isUnknown && streets.has(row.street) && !doors.has(row.id)) doors.set(row.id, row)
      }
      tables.epoch ??= reply.epoch
      tables.row = {
        ...reply.petition,
        petition,
        cursor: reply.cursor,
        epoch: reply.epoch,
        lastSyncedAt: at.getTime(),
        tallyAsOf: applyTallies(petition, reply.epoch, reply.tallies),
        lastBatchCode: tables.row?.lastBatchCode,
        clockOffsetMs: tables.row?.clockOffsetMs,
      }
      return true
    },

    settle: async () => false,

    async settledRuns(runs) {
      const settled = runs.filter(({ run, seq: upTo }) => {
        const kept = [...entries.values()].filter((each) => each.run === run)
        const last = Math.max(...kept.map(({ seq }) => seq))
        return last === kept.length && last >= upTo && !kept.some(isWhole)
      })
      return settled.map(({ run }) => run)
    },

    async check() {
      const isNew = disk.install === undefined
      disk.install ??= newInstall()
      return { install: disk.install, isNew }
    },

    counts(petition) {
      const counts: Record<string, Record<keyof StreetCounts, number>> = {}
      const add = (street: StreetId | undefined, what: keyof StreetCounts) => {
        const sums = counts[street ?? ''] ?? { signatures: 0, unsent: 0, refused: 0, doors: 0, doorsDone: 0 }
        counts[street ?? ''] = { ...sums, [what]: sums[what] + 1 }
      }
      for (const { entry, state } of ofPetition(petition)) {
        if (state === 'unsent' || state === 'refused') add(entry.street, state)
      }
      for (const { entry } of onPhone(petition)) add(entry.street, 'signatures')
      for (const { street, mark } of tablesOf(petition).doors.values()) {
        add(street, 'doors')
        if (mark !== 'to-visit') add(street, 'doorsDone')
      }
      return counts
    },
  }

  function ownOf(mark: DoorRow['mark'], own: DoorRow | undefined): Partial<DoorRow> {
    if (!own) return {}
    const { knockedAt, outcome, lastEntry } = own
    const isUnsent = lastEntry !== undefined && entries.get(lastEntry)?.state === 'unsent'
    if (!isUnsent) return { knockedAt }
    const shown = mark === 'do-not-knock' ? mark : own.mark
    return { knockedAt, mark: shown, outcome, lastEntry, isDisputed: shown !== mark }
  }
}

const bySaving = (a: KeptEntry, b: KeptEntry) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1)

const isWhole = (kept: KeptEntry): kept is WholeEntry =>
  kept.entry.nonce !== undefined && kept.entry.sealed !== undefined

function withoutSeal(kept: KeptEntry): KeptEntry {
  const { nonce: _, sealed: __, ...entry } = kept.entry
  return { ...kept, entry }
}
