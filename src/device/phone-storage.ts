/** Database, journal files and sentinel put together: what the rest of the phone's floor saves and reads through. */
import Dexie, { RangeSet } from 'dexie'
import type { PetitionId } from '#domain/ids.ts'
import type { Incident } from '#wire/phone-report.ts'
import { type Copies, createCopies } from './copies.ts'
import type { PhoneDatabase } from './database.ts'
import { createDexieStore } from './dexie-store.ts'
import { guardStore } from './guarded-store.ts'
import { createDoubts, type Doubts } from './journal.ts'
import type { Clock, JournalFiles, PhoneStore, Sentinel } from './ports.ts'
import { oldestUnsentAt, unsentIn } from './reads.ts'
import { createSelfCheck, type SelfCheck } from './self-check.ts'
import { createStorageWatch, type Orphans, type StorageWatch } from './storage-watch.ts'
import type { PhoneReporter } from './sync/pass.ts'

export type PhoneStorage = {
  readonly db: PhoneDatabase
  /** Guarded: time-outs, and one more try on a new connection. */
  readonly store: PhoneStore
  readonly files: JournalFiles | undefined
  readonly copies: Copies
  readonly doubts: Doubts
  readonly watch: StorageWatch
  readonly check: SelfCheck
  /** Calls back when the database was opened again; `isLost` when it is another one than before. */
  onReopened(listener: (isLost: boolean) => Promise<void>): void
  /** After a pass: counts what is unsent, and clears up now and then. */
  afterPass(): Promise<void>
  reporterFor(petition: PetitionId): PhoneReporter
}

export type StorageParts = {
  readonly db: PhoneDatabase
  /** Over that database. */
  readonly store?: PhoneStore
  readonly files: JournalFiles | undefined
  readonly sentinel: Sentinel
  readonly clock: Clock
}

/** A browser that clears a database tells it to close; a moment later there is an empty one. */
const SETTLE_MS = 100
/** As many as a report holds. */
const MAX_INCIDENTS = 20
const SENTINEL_MS = 1_000
const COMPACT_EVERY_MS = 10 * 60_000

export function createStorage({
  db,
  store: unguarded = createDexieStore(db),
  files,
  sentinel,
  clock,
}: StorageParts): PhoneStorage {
  const watch = createStorageWatch({
    clock,
    hasFiles: files !== undefined,
    note: (incident) =>
      check.remember(({ incidents }) => ({ incidents: [...incidents, incident].slice(-MAX_INCIDENTS) })),
  })
  const listeners: ((isLost: boolean) => Promise<void>)[] = []
  let isClosing = false
  let compactedAt = 0
  let savedSince = 0

  /** A second later, because whoever has just saved is waiting for the screen. */
  async function countSave(): Promise<void> {
    savedSince += 1
    if (savedSince > 1) return
    await clock.sleep(SENTINEL_MS)
    const saved = savedSince
    savedSince = 0
    check.remember(({ unsent }) => ({ unsent: unsent + saved }))
  }

  const check = createSelfCheck({
    open: () => db.open(),
    close() {
      isClosing = true
      db.close({ disableAutoOpen: false })
      isClosing = false
    },
    store: unguarded,
    files,
    sentinel,
    clock,
    watch,
    recent: () => copies.recent(),
    memberships: () => db.memberships.toArray(),
    async onReopened(isLost) {
      for (const listener of listeners) await listener(isLost)
      refreshScreens()
    },
  })
  const store = guardStore(unguarded, { clock, reopen: check.again })
  const copies = createCopies({ store, files, clock, reopen: check.again, watch })
  const doubts = createDoubts(sentinel.read()?.doubts, (change) =>
    check.remember(({ doubts: all }) => ({ doubts: change(all) })),
  )

  db.on('close', () => {
    if (!isClosing)
      void clock
        .sleep(SETTLE_MS)
        .then(check.again)
        .catch(() => undefined)
  })

  return {
    db,
    store,
    files,
    doubts,
    watch,
    check,
    copies: {
      ...copies,
      async keep(kept, effects) {
        await copies.keep(kept, effects)
        void countSave()
      },
    },
    onReopened: (listener) => listeners.push(listener),

    async afterPass() {
      const unsent = await unsentByPetition(db)
      savedSince = 0
      check.remember(() => ({ unsent: [...unsent.values()].reduce((sum, count) => sum + count, 0) }))
      watch.orphaned(await orphansOf(db, unsent))
      const now = clock.now().getTime()
      if (Math.abs(now - compactedAt) < COMPACT_EVERY_MS) return
      compactedAt = now
      await check.compact()
    },

    reporterFor: (petition) => ({
      async read() {
        const [row, oldest] = await Promise.all([db.petitions.get(petition), oldestUnsentAt(db, petition)])
        return {
          copies: watch.status().copies,
          clockOffsetMs: row?.clockOffsetMs ?? null,
          oldestUnsentAt: oldest === undefined ? null : new Date(oldest).toISOString(),
          incidents: [...(sentinel.read()?.incidents ?? [])],
        }
      },
      async received({ incidents: told }) {
        const isTold = ({ kind, at }: Incident) => told.some((each) => each.kind === kind && each.at === at)
        check.remember(({ incidents }) => ({ incidents: incidents.filter((each) => !isTold(each)) }))
      },
    }),
  }
}

async function unsentByPetition(db: PhoneDatabase): Promise<Map<PetitionId, number>> {
  return new Map((await db.counts.toArray()).map((row) => [row.petition, unsentIn(row)]))
}

/** Of petitions in which this phone is nobody: their entries came back from the files, their keys did not. */
export async function orphansOf(
  db: PhoneDatabase,
  unsent?: ReadonlyMap<PetitionId, number>,
): Promise<Orphans[]> {
  const joined = new Set(await db.memberships.toCollection().primaryKeys())
  return [...(unsent ?? (await unsentByPetition(db)))].flatMap(([petition, entries]) =>
    entries > 0 && !joined.has(petition) ? [{ petition, entries }] : [],
  )
}

/** A live query that the closing cut short swallows it, and would look again only at the next change of its rows. */
function refreshScreens(): void {
  Dexie.on.storagemutated.fire({ all: new RangeSet(-Infinity, [[]]) })
}
