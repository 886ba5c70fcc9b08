/**
 * The phone looks after its own storage (J4): at each start, and when a call
 * dies or the database closes under it. A browser that lost the database makes
 * an empty one without a word, so what stands there is held against what the
 * sentinel and the journal files remember.
 *
 *   database   sentinel, files   what it is          what is done
 *   ────────   ───────────────   ─────────────────   ─────────────────────────────────────────
 *   known      agree             all well            compare entry by entry, off the critical path
 *   known      files know more   a torn tail         bring back what is missing
 *   known      files know less   files lost          write them again, from the database
 *   new        remember          database lost       bring back from the files
 *   new        sentinel alone    both lost           say how many were unsent
 *   new        nothing           a new phone         nothing
 *   silent     –                 cannot be used      rejects: this page collects nothing
 */
import type { RunId } from '#domain/ids.ts'
import type { Copies } from './copies.ts'
import { keptOf } from './journal-record.ts'
import type {
  Clock,
  JournalFiles,
  JournalRecord,
  Membership,
  PhoneStore,
  Sentinel,
  SentinelNote,
} from './ports.ts'
import type { StorageWatch } from './storage-watch.ts'
import { STORAGE_ANSWERS_MS, within } from './within.ts'

export type SelfCheck = {
  /** Opens the database and holds it against the other places; rejects when it can't be used. */
  start(): Promise<void>
  /** Closes, opens and looks again; several at once are one. */
  again(): Promise<void>
  /** Entry by entry: what one place lost is written again from the other. Then removes files that are of no more use. */
  compare(): Promise<void>
  /** Removes the files of runs that are over, received and in the server's backup. */
  compact(): Promise<void>
  /** Tells the sentinel, which outlives the others in most of their accidents. */
  remember(change: (note: SentinelNote) => Partial<SentinelNote>): void
}

type CheckParts = {
  readonly open: () => PromiseLike<unknown>
  readonly close: () => void
  /** Unguarded: its guard calls `again`. */
  readonly store: Pick<PhoneStore, 'check' | 'bringBack' | 'unsent' | 'syncState' | 'settledRuns'>
  readonly files?: JournalFiles | undefined
  readonly sentinel: Sentinel
  readonly clock: Clock
  readonly watch: Pick<StorageWatch, 'lost'>
  readonly recent: Copies['recent']
  /** Who this browser is, and in which petitions. */
  readonly memberships: () => PromiseLike<Pick<Membership, 'petition' | 'device'>[]>
  /** After `again`. When the database was lost, this page still holds what nobody else does. */
  readonly onReopened: (isLost: boolean) => Promise<void>
}

/** Thousands of entries on a slow phone take their time. */
const BRING_BACK_MS = 30_000
/** A browser that hung is well by now; one that has another version's tables to fill may take its time. */
const SECOND_OPEN_MS = 20_000
/** An entry as young as this may still be on its way into the other place. */
const YOUNG_MS = 10_000
const SLICE = 200

export function createSelfCheck(parts: CheckParts): SelfCheck {
  const { store, files, sentinel, clock, watch } = parts
  let install: string | undefined
  let running: Promise<void> | undefined

  async function open(limitMs = STORAGE_ANSWERS_MS): Promise<void> {
    await within(clock, limitMs, parts.open())
    const memory = await within(clock, STORAGE_ANSWERS_MS, store.check())
    const note = sentinel.read()
    const before = install ?? note?.install
    const isLost = memory.isNew || (before !== undefined && before !== memory.install)
    const loss = isLost && (await bringAllBack(note?.unsent ?? 0, before !== undefined))
    // Not before everything is back: whoever tries again must see the loss again.
    install = memory.install
    remember(() => (loss ? { unsent: loss.broughtBack } : {}))
    if (loss) watch.lost(loss)
  }

  /** Nothing is lost where nothing was ever known. */
  async function bringAllBack(unsent: number, isRemembered: boolean) {
    const records = [...((await files?.read().catch(() => [])) ?? []), ...parts.recent()]
    const broughtBack = await bringBack(records)
    if (!isRemembered && records.length === 0) return undefined
    const lost = files && records.length === 0 ? ('both' as const) : ('database' as const)
    // An earlier try may have brought back some of them.
    const known = new Set(records.map(({ entry }) => entry.id)).size
    return { lost, broughtBack, missing: Math.max(0, unsent - known) }
  }

  /** But for what was called not saved when its device's keys are lost: nobody could take it back, and it may count twice. */
  async function bringBack(all: readonly JournalRecord[]): Promise<number> {
    const inDoubt = new Set(sentinel.read()?.doubts)
    const own = inDoubt.size > 0 ? (await parts.memberships()).map(({ device }) => device) : []
    const records = all.filter(({ entry }) => !inDoubt.has(entry.id) || own.includes(entry.device))
    let count = 0
    for (let at = 0; at < records.length; at += SLICE) {
      const slice = records.slice(at, at + SLICE).map(keptOf)
      count += await within(clock, BRING_BACK_MS, store.bringBack(slice))
    }
    return count
  }

  /** Gives how many entries the files had lost. */
  async function mendFiles(records: readonly JournalRecord[], to: JournalFiles): Promise<number> {
    const known = new Set<string>()
    const inFile = new Map<RunId, number>()
    for (const { entry } of records) {
      known.add(entry.id)
      inFile.set(entry.run, (inFile.get(entry.run) ?? 0) + 1)
    }
    let written = 0
    for (const { petition } of await parts.memberships()) {
      const { runs } = await store.syncState(petition)
      if (runs.every(({ run, seq }) => (inFile.get(run) ?? 0) >= seq)) continue
      const unsent = await store.unsent(petition, Infinity)
      const missing = unsent.filter((kept) => !known.has(kept.id) && isSettled(kept))
      await Promise.all(missing.map(({ entry, savedAt }) => to.append({ entry, savedAt })))
      written += missing.length
    }
    return written
  }

  /** Near to now: what a clock that was wrong has dated years ahead is not young. */
  const isSettled = ({ savedAt }: { readonly savedAt: number }) =>
    Math.abs(clock.now().getTime() - savedAt) > YOUNG_MS

  /** Gives whether something was too young to be judged. */
  async function compare(files: JournalFiles): Promise<boolean> {
    const records = await files.read()
    const broughtBack = await bringBack(records.filter(isSettled))
    if (broughtBack > 0) watch.lost({ lost: 'database', broughtBack, missing: 0 })
    const written = await mendFiles(records, files)
    if (written > 0) watch.lost({ lost: 'files', broughtBack: written, missing: 0 })
    await compact()
    return !records.every(isSettled)
  }

  async function again(): Promise<void> {
    const before = install
    parts.close()
    await open()
    await parts.onReopened(before !== undefined && install !== before)
  }

  function remember(change: (note: SentinelNote) => Partial<SentinelNote>): void {
    if (install === undefined) return
    const note = { unsent: 0, doubts: [], incidents: [], ...sentinel.read(), install }
    sentinel.write({ ...note, ...change(note) })
  }

  async function compact(): Promise<void> {
    const runs = (await files?.runs()) ?? []
    if (runs.length > 0) await files?.remove(await store.settledRuns(runs))
  }

  return {
    async start() {
      try {
        await open()
      } catch {
        parts.close()
        await open(SECOND_OPEN_MS)
      }
    },

    again() {
      running ??= again().finally(() => {
        running = undefined
      })
      return running
    },

    async compare() {
      if (files === undefined || !(await compare(files))) return
      // Whatever saved it may be gone by now, and nobody would look again before the next start.
      const later = clock.sleep(2 * YOUNG_MS).then(() => compare(files))
      later.catch(() => undefined)
    },

    compact,
    remember,
  }
}
