/**
 * The two places in which this phone keeps what it saves: the database and the
 * journal files (J1). They are written side by side. A place that does not take
 * an entry owes it, and gets it once it works again; meanwhile nobody waits for
 * it while the other one does its duty.
 *
 *            refused, or no answer in 4 s
 *   well ─────────────────────────────────▶ failing, owes what it missed
 *    ▲                                         │ next save, or a while later:
 *    │         took all that it owes           ▼ reopen, write what is owed
 *    └────────────────────────────────────── mending ──▶ failing, if it can't
 *
 * Where both refuse, the entry is not saved and neither owes it.
 */
import type { EntryId } from '#domain/ids.ts'
import type { Clock, JournalFiles, KeptEntry, PhoneStore, SaveEffects, WholeEntry } from './ports.ts'
import { NoAnswer, STORAGE_ANSWERS_MS, within } from './within.ts'

export type CopyName = 'database' | 'files'

/** Nothing was kept, as far as anybody knows: a place that gave no answer may still do it. */
export class NotSaved extends Error {
  readonly reason: 'no-room' | 'no-answer' | 'refused'
  constructor(causes: readonly unknown[]) {
    super('saved in no place', { cause: causes[0] })
    this.reason = causes.some(isOutOfRoom)
      ? 'no-room'
      : causes.some((cause) => cause instanceof NoAnswer)
        ? 'no-answer'
        : 'refused'
  }
}

/** Dexie hides the browser's own word inside an AbortError. */
const isOutOfRoom = (cause: unknown): boolean =>
  cause instanceof Error &&
  (cause.name === 'QuotaExceededError' || ('inner' in cause && isOutOfRoom(cause.inner)))

export type Copies = {
  /** Resolves when it is durable in every place that works, in one at least; rejects with `NotSaved`. */
  keep(kept: WholeEntry, effects: SaveEffects): Promise<void>
  /** Those of the given that are in one of the places; rejects while a place can't tell. */
  find(ids: readonly EntryId[]): Promise<Pick<KeptEntry, 'id' | 'entry'>[]>
  /** What this page has saved, the latest last: a third copy, for when somebody clears both. */
  recent(): readonly WholeEntry[]
}

export type CopiesParts = {
  readonly store: Pick<PhoneStore, 'addEntry' | 'find'>
  /** Absent where the browser has no place for them. */
  readonly files?: JournalFiles | undefined
  readonly clock: Clock
  /** Brings the database back to life before it is written to again. */
  readonly reopen?: (() => Promise<unknown>) | undefined
  readonly watch?: CopyWatch | undefined
}

export type CopyWatch = {
  failed(place: CopyName): void
  /** It works again and has taken in what it owed. */
  mended(place: CopyName, broughtBack: number): void
}

const FIRST_RETRY_MS = 5_000
const LAST_RETRY_MS = 5 * 60_000
const MAX_RECENT = 2_000

export function createCopies({ store, files, clock, reopen, watch }: CopiesParts): Copies {
  const recent: WholeEntry[] = []
  const database = createPlace({
    name: 'database',
    write: ({ kept, effects }) => store.addEntry(kept, effects),
    // It may have landed after all.
    rewrite: ({ kept, effects }) =>
      store.addEntry(kept, effects).catch(async (error) => {
        if ((await store.find([kept.id])).length === 0) throw error
      }),
    revive: reopen,
    clock,
    watch,
  })
  const append = ({ kept: { entry, savedAt } }: Item) =>
    files?.append({ entry, savedAt }) ?? Promise.resolve()
  const places = files
    ? [database, createPlace({ name: 'files', write: append, rewrite: append, clock, watch })]
    : [database]

  return {
    async keep(kept, effects) {
      const item = { kept, effects }
      const well = places.filter((place) => !place.isFailing())
      const tries = new Map(places.map((place) => [place, place.put(item)]))
      const isNowhere = () => places.every((place) => place.owes(item))
      await Promise.all(well.map((place) => tries.get(place)))
      if (isNowhere()) await Promise.all(tries.values())
      if (isNowhere()) throw new NotSaved(places.map((place) => place.giveUp(item)))
      recent.push(kept)
      if (recent.length > MAX_RECENT) recent.shift()
    },

    async find(ids) {
      const [inStore, inFiles] = await Promise.all([
        within(clock, STORAGE_ANSWERS_MS, store.find(ids)),
        files?.read() ?? [],
      ])
      const found = new Map(
        inStore.map((kept): [EntryId, Pick<KeptEntry, 'id' | 'entry'>] => [kept.id, kept]),
      )
      for (const { entry } of inFiles)
        if (ids.includes(entry.id)) found.set(entry.id, { id: entry.id, entry })
      return [...found.values()]
    },

    recent: () => recent,
  }
}

type Item = { readonly kept: WholeEntry; readonly effects: SaveEffects }

type Place = {
  isFailing(): boolean
  /** Never rejects: a failure is told to the watch, and the item is owed. */
  put(item: Item): Promise<void>
  owes(item: Item): boolean
  /** It was said not to be saved, so it is owed no more; gives why it was not. */
  giveUp(item: Item): unknown
}

type PlaceParts = Pick<CopiesParts, 'clock' | 'watch'> & {
  readonly name: CopyName
  readonly write: (item: Item) => Promise<void>
  readonly rewrite: (item: Item) => Promise<void>
  readonly revive?: (() => Promise<unknown>) | undefined
}

function createPlace({ name, write, rewrite, revive, clock, watch }: PlaceParts): Place {
  const owed: Item[] = []
  let isFailing = false
  let cause: unknown
  let mending: Promise<void> | undefined
  let isRetrying = false

  async function put(item: Item): Promise<void> {
    if (isFailing) {
      owed.push(item)
      await within(clock, STORAGE_ANSWERS_MS, mend()).catch(() => undefined)
      return
    }
    try {
      await within(clock, STORAGE_ANSWERS_MS, write(item))
    } catch (error) {
      cause = error
      isFailing = true
      owed.push(item)
      watch?.failed(name)
      void retry()
    }
  }

  const mend = () => {
    mending ??= payBack().finally(() => {
      mending = undefined
    })
    return mending
  }

  async function payBack(): Promise<void> {
    let paid = 0
    try {
      await revive?.()
      for (let item = owed[0]; item !== undefined; item = owed[0]) {
        await within(clock, STORAGE_ANSWERS_MS, rewrite(item))
        if (owed[0] === item) owed.shift()
        paid += 1
      }
      isFailing = false
      watch?.mended(name, paid)
    } catch (error) {
      cause = error
    }
  }

  async function retry(): Promise<void> {
    if (isRetrying) return
    isRetrying = true
    for (let ms = FIRST_RETRY_MS; isFailing; ms = Math.min(2 * ms, LAST_RETRY_MS)) {
      await clock.sleep(ms)
      // With nothing to write, nothing would show whether it works: the next save will.
      if (owed.length > 0) await mend()
    }
    isRetrying = false
  }

  return {
    isFailing: () => isFailing,
    put,
    owes: (item) => owed.includes(item),
    giveUp(item) {
      const place = owed.indexOf(item)
      if (place >= 0) owed.splice(place, 1)
      return cause
    },
  }
}
