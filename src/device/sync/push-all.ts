/** Pushes what is unsent, and once in each start of the app what was deferred or refused before. */
import type { PhoneReport } from '#wire/phone-report.ts'
import {
  MAX_PUSH_BYTES,
  MAX_PUSH_ENTRIES,
  MAX_PUSH_RUNS,
  MAX_PUSH_STREETS,
  type Push,
  PushReply,
} from '#wire/push.ts'
import type { WholeEntry } from '../ports.ts'
import { tryAsk } from './ask.ts'
import { type Busy, type Drained, drain } from './drain.ts'
import type { PassParts, Talk } from './pass.ts'
import { PassEnd } from './pass-outcome.ts'
import { createTurns } from './turns.ts'

/** With two, the link is full while the server works; more would only wait for one another there. */
const LANES = 2
/** A handful of signatures: they arrive even where a byte takes a millisecond. */
const MIN_PUSH_BYTES = 4096

export async function pushAll(parts: PassParts, talk: Talk): Promise<Drained> {
  const { petition, device, store, clock, dice, memory } = parts
  const inApplyingTurn = createTurns()
  let report = talk.version === 1 ? undefined : await parts.report?.read()

  async function send(kept: readonly WholeEntry[]): Promise<readonly WholeEntry[]> {
    const carried = report
    // In one push only, and not again in this pass: should the server stumble over it, the entries must not wait for it.
    report = undefined
    const [{ runs }, unsent] = await Promise.all([
      store.syncState(petition),
      store.unsentByStreet(petition, kept),
    ])
    const reply = await tryAsk(parts, PushReply, (nonce) => ({
      method: 'POST',
      path: `/petitions/${petition}/push`,
      body: {
        version: talk.version,
        nonce,
        device,
        runs: runs.slice(0, MAX_PUSH_RUNS),
        unsent: unsent.slice(0, MAX_PUSH_STREETS),
        entries: kept.map(({ entry }) => entry),
        ...(carried === undefined ? {} : { report: carried }),
      } satisfies Record<keyof Push, unknown> & { report?: PhoneReport },
    })).catch((error) => {
      if (memory) memory.pushBytes = Math.max(MIN_PUSH_BYTES, memory.pushBytes / 4)
      throw error
    })
    if (memory) memory.pushBytes = Math.min(MAX_PUSH_BYTES, memory.pushBytes * 2)
    for (const { id, state } of kept) if (state !== 'unsent') memory?.asked.add(id)
    if (reply === 'broke') return kept
    // The server was restored from a backup since the hello: what this reply says is of another history.
    if (reply.epoch !== talk.epoch) throw new PassEnd({ kind: 'server-down' })
    await inApplyingTurn(() => store.applyPush(petition, reply, clock.now()))
    if (carried !== undefined) await parts.report?.received(carried)
    for (const { id, state } of reply.receipts) if (state !== 'held') memory?.asked.add(id)
    const receipted = new Set(reply.receipts.map(({ id, hash }) => id + hash))
    return kept.filter(({ entry }) => !receipted.has(entry.id + entry.hash))
  }

  async function take({ sending, without, isFirst }: Busy): Promise<readonly WholeEntry[]> {
    const unsent = await store.unsent(petition, MAX_PUSH_ENTRIES + 1, without)
    if (unsent.length === 0) {
      if (memory === undefined) return []
      const setAside = await store.setAside(
        petition,
        MAX_PUSH_ENTRIES,
        new Set([...without, ...memory.asked]),
      )
      // Those of somebody who had this phone before are for an organiser, and this session can't send them.
      return fittingPush(
        setAside.filter(({ entry }) => entry.device === device),
        memory.pushBytes,
      )
    }
    // What names a signature that is under way comes after it, or the server would have to put it by.
    const ready = unsent.filter(({ entry: { ref } }) => ref === undefined || !sending.has(ref))
    const fitting = fittingPush(ready, memory?.pushBytes)
    // The first of many is a half: two that begin together and share a link would also end together, and leave it idle.
    return isFirst && fitting.length < ready.length
      ? fitting.slice(0, Math.ceil(fitting.length / 2))
      : fitting
  }

  try {
    const drained = await drain({ take, send, lanes: LANES, isTimeUp: talk.isTimeUp, dice })
    // Of two pushes under way, the one that says less of what is unsent may have come first: this one has the last word.
    if (drained.haveOverlapped || (report?.incidents.length ?? 0) > 0) await send([])
    return drained
  } finally {
    while (await store.settle(petition));
  }
}

/** What gzip makes of an entry's clear part, most of which repeats from one entry to the next: 120 measured, and some. */
const CLEAR_BYTES = 180

/** As many of the entries as one push may carry; always at least one. */
export function fittingPush(kept: readonly WholeEntry[], limit = MAX_PUSH_BYTES): WholeEntry[] {
  let bytes = 0
  return kept.slice(0, MAX_PUSH_ENTRIES).filter(({ entry }, place) => {
    // Sealed bytes don't compress, but their base64 does: four letters for three bytes.
    bytes += entry.sealed.length * 0.76 + CLEAR_BYTES
    return place === 0 || bytes <= limit
  })
}
