/**
 * The journal: the append-only list of what this phone did, numbered from 1
 * without a gap in each run. Saves of a run follow one another, and a failed
 * save does not use up its number, so two tabs, a cloned phone and a crash
 * never fight over one.
 *
 * A save that failed in both places may land after all, where one of them gave
 * no answer. It was said not to be saved, and may have been tried again: a
 * resident must not count twice.
 *
 *   saved in no place ──▶ in doubt ──── the next save looks in both places ───┐
 *                            ▲                                                │
 *                            │ one can't tell: the doubt stays,               │
 *                            ├── and a new run begins, whose                  │
 *                            │   numbers nothing can take                     │
 *                            │                                                ▼
 *                            └───────────────────────────────────────────── looking
 *                                                                             │
 *         in neither: forgotten, its number is free ◀─────────────────────────┤
 *         in one: its number is used, a `withdraw` of its own follows ◀───────┘
 *
 * Doubts outlive the page (`Doubts`), so the next start looks as well. A device
 * whose keys were lost with the database can take nothing back any more (A1):
 * what it left in doubt stays so, and is never brought back from the files.
 */
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import type { DoorDescription } from '#domain/door-description.ts'
import { type ClearPart, ENTRY_VERSION, Entry } from '#domain/entry.ts'
import { EntryId, RunId } from '#domain/ids.ts'
import type { PaperPlace } from '#domain/paper-place.ts'
import type { Personal } from '#domain/personal.ts'
import { type Copies, NotSaved } from './copies.ts'
import { keptOf } from './journal-record.ts'
import type { Clock, Dice, RunSeal, RunTarget, SaveEffects } from './ports.ts'
import { within } from './within.ts'

/** What the caller says; the journal adds who, when, the number and the seal. */
export type NewEntry = Pick<
  ClearPart,
  'kind' | 'street' | 'door' | 'outcome' | 'method' | 'wording' | 'ref'
> & {
  /** What is sealed. */
  readonly personal?: Personal | DoorDescription | PaperPlace | undefined
}

export type Journal = {
  /** Resolves only when the entry is durable (J1); rejects with `NotSaved` when no place took it. */
  save(entry: NewEntry, effects?: (id: EntryId) => SaveEffects): Promise<Entry>
  /** Looks for what is in doubt without waiting for a save. */
  settle(): Promise<void>
}

/** Entries that were said not to be saved and may have landed, of any petition. */
export type Doubts = {
  all(): readonly EntryId[]
  add(id: EntryId): void
  remove(id: EntryId): void
  /** This page looks no more; it stays in doubt. */
  leave(id: EntryId): void
}

type JournalParts = {
  readonly copies: Pick<Copies, 'keep' | 'find'>
  readonly clock: Clock
  readonly dice: Dice
  readonly target: RunTarget
  readonly startRun: (target: RunTarget) => Promise<RunSeal>
  readonly doubts?: Doubts
}

export function createJournal({
  copies,
  clock,
  dice,
  target,
  startRun,
  doubts = createDoubts(),
}: JournalParts): Journal {
  let current = target
  let runSeal: Promise<RunSeal> | undefined
  let lastSeq = 0
  let queue: Promise<unknown> = Promise.resolve()

  async function append(entry: NewEntry, effects: (id: EntryId) => SaveEffects): Promise<Entry> {
    runSeal ??= startRun(current)
    // A key agreement that failed must not fail every later save too.
    runSeal.catch(() => {
      runSeal = undefined
    })
    const madeAt = clock.now()
    const sealed = await sealEntry(await runSeal, current, entry, {
      id: EntryId.parse(dice.id()),
      seq: lastSeq + 1,
      madeAt: madeAt.toISOString(),
    })
    try {
      await copies.keep(keptOf({ entry: sealed, savedAt: madeAt.getTime() }), effects(sealed.id))
    } catch (error) {
      if (error instanceof NotSaved) doubts.add(sealed.id)
      throw error
    }
    lastSeq = sealed.seq
    return sealed
  }

  async function look(): Promise<Seen> {
    const asked = doubts.all()
    return { asked, found: await copies.find(asked) }
  }

  async function believe({ asked, found }: Seen): Promise<void> {
    for (const { entry } of found) {
      if (entry.run === current.run) lastSeq = Math.max(lastSeq, entry.seq)
    }
    const landed = new Map(found.map(({ id, entry }) => [id, entry]))
    const still = doubts.all()
    for (const id of asked.filter((each) => still.includes(each))) {
      const entry = landed.get(id)
      // Another petition's journal has to take its own back.
      if (entry !== undefined && entry.petition !== current.petition) continue
      if (entry !== undefined && entry.device !== current.device) {
        doubts.leave(id)
        continue
      }
      if (entry && entry.ref === undefined) {
        await append({ kind: 'withdraw', ref: id, street: entry.street, door: entry.door }, () => ({}))
      }
      doubts.remove(id)
    }
  }

  /** Whoever waits to hear "saved" does not wait for a place that is in trouble. */
  async function lookBriefly(): Promise<void> {
    const seen = look()
    try {
      await believe(await within(clock, LOOK_MS, seen))
    } catch {
      beginRun()
      void settle(seen)
    }
  }

  const settle = (seen: Promise<Seen>) =>
    seen.then((late) => inTurn(() => believe(late))).catch(() => undefined)

  function beginRun(): void {
    if (lastSeq === 0 && runSeal === undefined) return
    current = { ...current, run: RunId.parse(dice.id()) }
    runSeal = undefined
    lastSeq = 0
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }

  return {
    save: (entry, effects = () => ({})) =>
      inTurn(async () => {
        if (doubts.all().length > 0) await lookBriefly()
        return append(entry, effects)
      }),
    settle: async () => (doubts.all().length > 0 ? settle(look()) : undefined),
  }
}

/** So long a save waits to learn what became of one before it. */
const LOOK_MS = 500

type Seen = { readonly asked: readonly EntryId[]; readonly found: Awaited<ReturnType<Copies['find']>> }

type ChangeOfDoubts = (ids: readonly EntryId[]) => EntryId[]

/** In memory: a page writes each change through to where the next start finds them, beside those of the other tabs. */
export function createDoubts(
  known: readonly EntryId[] = [],
  onChange: (change: ChangeOfDoubts) => void = () => {},
): Doubts {
  const ids = new Set(known)
  return {
    all: () => [...ids],
    add(id) {
      ids.add(id)
      onChange((all) => [...all, id])
    },
    remove(id) {
      ids.delete(id)
      onChange((all) => all.filter((each) => each !== id))
    },
    leave: (id) => void ids.delete(id),
  }
}

async function sealEntry(
  seal: RunSeal,
  target: RunTarget,
  { personal, ...given }: NewEntry,
  made: Pick<ClearPart, 'id' | 'seq' | 'madeAt'>,
): Promise<Entry> {
  const { petition, device, run, keyId } = target
  const clear: ClearPart = {
    ...given,
    ...made,
    v: ENTRY_VERSION,
    petition,
    device,
    run,
    keyId,
    enc: seal.enc,
  }
  const associatedData = associatedDataOf(clear)
  const { nonce, sealed } = await seal.seal(personal, associatedData)
  return Entry.parse({
    ...clear,
    nonce: toBase64url(nonce),
    sealed: toBase64url(sealed),
    hash: await entryHash(associatedData, nonce, sealed),
  })
}
