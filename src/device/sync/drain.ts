/**
 * Sends entry after entry until none is left, a few pushes at a time: while the
 * server works on one, the link carries the other. An entry is in one push only
 * at a time, and one that breaks the server holds back no other (S3).
 */
import type { Dice, WholeEntry } from '../ports.ts'
import { PassEnd } from './pass-outcome.ts'
import { createTurns } from './turns.ts'

type DrainParts = {
  /** What the next push holds; nothing when all is sent. */
  readonly take: (busy: Busy) => Promise<readonly WholeEntry[]>
  /** Gives the entries that are without a receipt after it; rejects with `PassEnd` where that ends the pass. */
  readonly send: (kept: readonly WholeEntry[]) => Promise<readonly WholeEntry[]>
  /** How many pushes may be under way at once. */
  readonly lanes: number
  readonly isTimeUp: () => boolean
  readonly dice: Pick<Dice, 'fraction'>
}

export type Busy = {
  /** In a push that is under way. */
  readonly sending: ReadonlySet<string>
  /** Those, and what the server could not take in this pass. */
  readonly without: ReadonlySet<string>
  readonly isFirst: boolean
}

export type Drained = {
  /** How many entries the server could not take now. */
  readonly left: number
  /** Pushes were under way at the same time, so that one may have arrived before another. */
  readonly haveOverlapped: boolean
}

/** So many entries that broke the server one after another are not poisoned: the server is in trouble. */
const BROKEN_IN_A_ROW = 4

export async function drain({ take, send, lanes, isTimeUp, dice }: DrainParts): Promise<Drained> {
  const sending = new Set<string>()
  const left = new Set<string>()
  const done = new Set<string>()
  const inTakingTurn = createTurns()
  const inSplittingTurn = createTurns()
  let isFirst = true
  let haveOverlapped = false
  let inARow = 0
  let failure: { readonly cause: unknown } | undefined

  const isOver = () => failure !== undefined || inARow >= BROKEN_IN_A_ROW || isTimeUp()

  async function takeNext(): Promise<readonly WholeEntry[]> {
    if (isOver()) return []
    const next = await take({ sending, without: new Set([...sending, ...left]), isFirst })
    // Its receipt did not take: the store has begun another epoch, and only the next hello can tell.
    if (next.some(({ id, state }) => state === 'unsent' && done.has(id))) {
      throw new PassEnd({ kind: 'server-down' })
    }
    isFirst = false
    if (next.length > 0 && sending.size > 0) haveOverlapped = true
    for (const { id } of next) sending.add(id)
    return next
  }

  async function sendOnce(kept: readonly WholeEntry[]): Promise<readonly WholeEntry[]> {
    const unanswered = await send(kept)
    if (unanswered.length < kept.length) inARow = 0
    const missing = new Set(unanswered)
    for (const each of kept) if (!missing.has(each)) done.add(each.id)
    return unanswered
  }

  /**
   * Where the server broke, tries half of the entries, then the others, down to
   * the one that does it. The halves are drawn by lot, so that a row of poisoned
   * entries does not stand before the rest at every pass (S3).
   */
  async function split(kept: readonly WholeEntry[], unanswered: readonly WholeEntry[]): Promise<void> {
    const [alone] = kept
    if (unanswered.length === 0 || alone === undefined) return
    if (kept.length === 1) {
      inARow += 1
      left.add(alone.id)
      return
    }
    for (const part of unanswered.length < kept.length ? [unanswered] : halvesByLot(unanswered, dice)) {
      if (isOver()) for (const { id } of part) left.add(id)
      else await split(part, await sendOnce(part))
    }
  }

  async function lane(): Promise<void> {
    for (;;) {
      const next = await inTakingTurn(takeNext)
      if (next.length === 0) return
      const unanswered = await sendOnce(next)
      // One at a time, or a server in trouble is asked twice as often.
      if (unanswered.length > 0) await inSplittingTurn(() => split(next, unanswered))
      for (const { id } of next) sending.delete(id)
    }
  }

  const fail = (cause: unknown) => {
    failure ??= { cause }
  }
  // To the end of all of them, even after a failure: nothing of this pass goes on beside the next one.
  await Promise.all(Array.from({ length: lanes }, () => lane().catch(fail)))
  if (failure !== undefined) throw (failure as { cause: unknown }).cause
  return { left: left.size, haveOverlapped }
}

/** Each half keeps the order of saving: an amend comes after what it amends. */
function halvesByLot(kept: readonly WholeEntry[], dice: Pick<Dice, 'fraction'>): WholeEntry[][] {
  const lots = kept.map((each) => ({ each, lot: dice.fraction() })).sort((a, b) => a.lot - b.lot)
  const drawn = new Set(lots.slice(0, Math.ceil(kept.length / 2)).map(({ each }) => each))
  return [kept.filter((each) => drawn.has(each)), kept.filter((each) => !drawn.has(each))]
}
