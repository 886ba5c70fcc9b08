/**
 * The journal: the append-only list of what this phone did, numbered from 1
 * without a gap in each run. Saves of a run follow one another, and a failed
 * save does not use up its number, so two tabs, a cloned phone and a crash
 * never fight over one.
 */
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { type ClearPart, ENTRY_VERSION, Entry } from '#domain/entry.ts'
import { EntryId } from '#domain/ids.ts'
import type { Personal } from '#domain/personal.ts'
import type { Clock, Dice, PhoneStore, RunSeal, RunTarget, SaveEffects } from './ports.ts'

/** What the caller says; the journal adds who, when, the number and the seal. */
export type NewEntry = Pick<
  ClearPart,
  'kind' | 'street' | 'door' | 'outcome' | 'method' | 'wording' | 'ref'
> & {
  readonly personal?: Personal | undefined
}

export type Journal = {
  /** Resolves only when the entry is durable (J1); rejects with nothing kept. */
  save(entry: NewEntry, effects?: (id: EntryId) => SaveEffects): Promise<Entry>
}

type JournalParts = {
  readonly store: PhoneStore
  readonly clock: Clock
  readonly dice: Dice
  readonly target: RunTarget
  readonly startRun: (target: RunTarget) => Promise<RunSeal>
}

export function createJournal({ store, clock, dice, target, startRun }: JournalParts): Journal {
  let runSeal: Promise<RunSeal> | undefined
  let lastSeq = 0
  let queue: Promise<unknown> = Promise.resolve()

  async function append(entry: NewEntry, effects: (id: EntryId) => SaveEffects): Promise<Entry> {
    runSeal ??= startRun(target)
    // A key agreement that failed must not fail every later save too.
    runSeal.catch(() => {
      runSeal = undefined
    })
    const madeAt = clock.now()
    const sealed = await sealEntry(await runSeal, target, entry, {
      id: EntryId.parse(dice.id()),
      seq: lastSeq + 1,
      madeAt: madeAt.toISOString(),
    })
    await store.addEntry(
      {
        id: sealed.id,
        petition: sealed.petition,
        run: sealed.run,
        seq: sealed.seq,
        entry: sealed,
        state: 'unsent',
        savedAt: madeAt.getTime(),
      },
      effects(sealed.id),
    )
    lastSeq = sealed.seq
    return sealed
  }

  return {
    save(entry, effects = () => ({})) {
      const saved = queue.then(() => append(entry, effects))
      queue = saved.catch(() => undefined)
      return saved
    },
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
