/**
 * One pass: hello, push until nothing is unsent, pull until there is no more.
 * Each step may be repeated after any failure: entries are known by their ids,
 * and only a valid receipt changes one (S1, S2).
 */

import type * as z from 'zod/mini'
import { toBase64url } from '#domain/base64url.ts'
import type { PetitionId } from '#domain/ids.ts'
import { HelloReply } from '#wire/hello.ts'
import { Problem } from '#wire/problem.ts'
import { PullReply } from '#wire/pull.ts'
import {
  MAX_PUSH_BYTES,
  MAX_PUSH_ENTRIES,
  MAX_PUSH_RUNS,
  MAX_PUSH_STREETS,
  type Push,
  PushReply,
} from '#wire/push.ts'
import { OLDEST_WIRE_VERSION, WIRE_VERSION } from '#wire/version.ts'
import type { Clock, Dice, Net, NetReply, NetRequest, PhoneStore, WholeEntry } from '../ports.ts'

export type PassOutcome =
  | { readonly kind: 'done' }
  /** Nobody answers, or somebody who is not our server. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-down'; readonly retryAfterMs?: number | undefined }
  /** The session has ended or was taken back: what is unsent stays until somebody signs in again. */
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'app-too-old' }

type PassParts = {
  readonly petition: PetitionId
  readonly device: string
  readonly store: PhoneStore
  readonly net: Net
  readonly clock: Clock
  readonly dice: Dice
}

/** Thrown inside a pass to end it; never leaves this file. */
class PassEnd extends Error {
  readonly outcome: PassOutcome
  constructor(outcome: PassOutcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

/** So many entries that broke the server one after another are not poisoned: the server is in trouble. */
const BROKEN_IN_A_ROW = 4

export async function syncPass(parts: PassParts): Promise<PassOutcome> {
  try {
    await sayHello(parts)
    const left = await pushAll(parts)
    await pullAll(parts)
    // What the server stumbles over waits for a later pass; everything else has gone.
    return left > 0 ? { kind: 'server-down' } : { kind: 'done' }
  } catch (error) {
    if (error instanceof PassEnd) return error.outcome
    throw error
  }
}

async function sayHello({ petition, net, dice }: PassParts): Promise<void> {
  const hello = await ask(net, dice, HelloReply, (nonce) => ({
    method: 'GET',
    path: `/petitions/${petition}/hello?n=${nonce}`,
  }))
  if (hello.wire.oldest > WIRE_VERSION) throw new PassEnd({ kind: 'app-too-old' })
  if (hello.wire.newest < OLDEST_WIRE_VERSION) throw new PassEnd({ kind: 'server-down' })
}

/** Sends everything unsent and gives the number of entries that the server could not take now. */
async function pushAll(parts: PassParts): Promise<number> {
  const left = new Set<string>()
  const trouble = { inARow: 0 }
  for (;;) {
    const unsent = await parts.store.unsent(parts.petition, MAX_PUSH_ENTRIES + left.size)
    const next = fittingPush(unsent.filter(({ id }) => !left.has(id)))
    if (next.length === 0 || trouble.inARow >= BROKEN_IN_A_ROW) return left.size
    for (const id of await pushOrSplit(parts, next, trouble)) left.add(id)
  }
}

/**
 * Pushes the entries; when the server breaks over them, tries half of them,
 * then the others, down to the one entry that does it. The halves are drawn by
 * lot, so that a row of poisoned entries does not stand before the rest at
 * every pass (S3). Gives the ids that could not be sent.
 */
async function pushOrSplit(
  parts: PassParts,
  kept: readonly WholeEntry[],
  trouble: { inARow: number },
): Promise<string[]> {
  if (trouble.inARow >= BROKEN_IN_A_ROW) return kept.map(({ id }) => id)
  const left = await pushOnce(parts, kept)
  if (left.length < kept.length) trouble.inARow = 0
  if (left.length === 0) return []
  if (kept.length === 1) {
    trouble.inARow += 1
    return left.map(({ id }) => id)
  }
  const unsent: string[] = []
  for (const half of left.length < kept.length ? [left] : halvesByLot(left, parts.dice)) {
    unsent.push(...(await pushOrSplit(parts, half, trouble)))
  }
  return unsent
}

/** Each half keeps the order of saving: an amend comes after what it amends. */
function halvesByLot(kept: readonly WholeEntry[], dice: Dice): WholeEntry[][] {
  const lots = kept.map((each) => ({ each, lot: dice.fraction() })).sort((a, b) => a.lot - b.lot)
  const drawn = new Set(lots.slice(0, Math.ceil(kept.length / 2)).map(({ each }) => each))
  return [kept.filter((each) => drawn.has(each)), kept.filter((each) => !drawn.has(each))]
}

/** Gives the entries that are without a receipt after it. */
async function pushOnce(parts: PassParts, kept: readonly WholeEntry[]): Promise<readonly WholeEntry[]> {
  const { petition, device, store, net, dice, clock } = parts
  const { runs } = await store.syncState(petition)
  const unsent = await store.unsentByStreet(petition, kept)
  const reply = await tryAsk(net, dice, PushReply, (nonce) => ({
    method: 'POST',
    path: `/petitions/${petition}/push`,
    body: {
      version: WIRE_VERSION,
      nonce,
      device,
      runs: runs.slice(0, MAX_PUSH_RUNS),
      unsent: unsent.slice(0, MAX_PUSH_STREETS),
      entries: kept.map(({ entry }) => entry),
    } satisfies Record<keyof Push, unknown>,
  }))
  if (reply === 'broke') return kept
  await store.applyPush(petition, reply, clock.now())
  const receipted = new Set(reply.receipts.map(({ id, hash }) => id + hash))
  return kept.filter(({ entry }) => !receipted.has(entry.id + entry.hash))
}

async function pullAll(parts: PassParts): Promise<void> {
  const { petition, store, clock } = parts
  for (;;) {
    const { cursor } = await store.syncState(petition)
    const first = await pull(parts, cursor)
    const reply = first.reset ? await pullWhole(parts, first) : first
    await store.applyPull(petition, reply, clock.now())
    if (!reply.more) return
  }
}

/**
 * All pages of a new start as one, so that they are applied together (S5): a
 * link that breaks half-way must not leave a phone with half of its doors.
 */
async function pullWhole(parts: PassParts, first: PullReply): Promise<PullReply> {
  let whole = first
  while (whole.more) {
    const next = await pull(parts, whole.cursor)
    whole = next.reset
      ? next
      : {
          ...next,
          reset: true,
          streets: [...whole.streets, ...next.streets],
          doors: [...whole.doors, ...next.doors],
          goneStreets: [...whole.goneStreets, ...next.goneStreets],
          goneDoors: [...whole.goneDoors, ...next.goneDoors],
        }
  }
  return whole
}

function pull({ petition, net, dice }: PassParts, cursor: string | undefined): Promise<PullReply> {
  const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
  return ask(net, dice, PullReply, (nonce) => ({
    method: 'GET',
    path: `/petitions/${petition}/pull?n=${nonce}${query}`,
  }))
}

/** What gzip makes of an entry's clear part, most of which repeats from one entry to the next. */
const CLEAR_BYTES = 180

/** As many of the entries as one push may carry; always at least one. */
function fittingPush(kept: readonly WholeEntry[]): WholeEntry[] {
  let bytes = 0
  return kept.slice(0, MAX_PUSH_ENTRIES).filter(({ entry }, place) => {
    // Sealed bytes don't compress, but their base64 does: four letters for three bytes.
    bytes += entry.sealed.length * 0.76 + CLEAR_BYTES
    return place === 0 || bytes <= MAX_PUSH_BYTES
  })
}

async function ask<S extends ReplySchema>(
  net: Net,
  dice: Dice,
  schema: S,
  request: (nonce: string) => NetRequest,
): Promise<z.output<S>> {
  const reply = await tryAsk(net, dice, schema, request)
  if (reply === 'broke') throw new PassEnd({ kind: 'server-down' })
  return reply
}

type ReplySchema = typeof HelloReply | typeof PushReply | typeof PullReply

/** The parsed reply, or 'broke' where the server failed over this very request. Ends the pass on anything else. */
async function tryAsk<S extends ReplySchema>(
  net: Net,
  dice: Dice,
  schema: S,
  request: (nonce: string) => NetRequest,
): Promise<z.output<S> | 'broke'> {
  const nonce = toBase64url(dice.bytes(16))
  const reply = await net.send(request(nonce))
  if (reply.kind === 'unreachable') throw new PassEnd({ kind: 'offline' })
  if (reply.status === 200) {
    const parsed = schema.safeParse(reply.json)
    // A captive portal answers 200 as well; only our server knows the nonce.
    if (!parsed.success || parsed.data.nonce !== nonce) throw new PassEnd({ kind: 'offline' })
    return parsed.data as z.output<S>
  }
  return judge(reply)
}

function judge(reply: Extract<NetReply, { kind: 'reply' }>): 'broke' {
  const { status, retryAfterMs } = reply
  const problem = Problem.safeParse(reply.json)
  // Whoever says so, our server or a proxy before it: less at a time may pass.
  if (status === 413) return 'broke'
  if (status === 429 || status === 503) throw new PassEnd({ kind: 'server-down', retryAfterMs })
  if (status >= 500) return 'broke'
  // Below 500 only our own words count: a hotel's "403" signs nobody out.
  if (!problem.success) throw new PassEnd({ kind: 'offline' })
  if (problem.data.error === 'signed-out' || problem.data.error === 'not-allowed') {
    throw new PassEnd({ kind: 'signed-out' })
  }
  if (problem.data.error === 'upgrade-needed') throw new PassEnd({ kind: 'app-too-old' })
  return 'broke'
}
