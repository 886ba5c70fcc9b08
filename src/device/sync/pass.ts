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
import { MAX_PUSH_BYTES, MAX_PUSH_ENTRIES, type Push, PushReply } from '#wire/push.ts'
import { OLDEST_WIRE_VERSION, WIRE_VERSION } from '#wire/version.ts'
import type { Clock, Dice, KeptEntry, Net, NetReply, NetRequest, PhoneStore } from '../ports.ts'

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

export async function syncPass(parts: PassParts): Promise<PassOutcome> {
  try {
    await sayHello(parts)
    const held = await pushAll(parts)
    await pullAll(parts)
    // A lone entry that the server stumbles over waits for a later pass; everything else has gone.
    return held > 0 ? { kind: 'server-down' } : { kind: 'done' }
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
  const stuck = new Set<string>()
  for (;;) {
    const unsent = await parts.store.unsent(parts.petition, MAX_PUSH_ENTRIES + stuck.size)
    const next = fittingPush(unsent.filter(({ id }) => !stuck.has(id)))
    if (next.length === 0) return stuck.size
    for (const id of await pushOrHalve(parts, next)) stuck.add(id)
  }
}

/**
 * Pushes the entries; when the server breaks over them, tries each half, down
 * to the one entry that does it. Gives the ids that could not be sent.
 */
async function pushOrHalve(parts: PassParts, kept: readonly KeptEntry[]): Promise<string[]> {
  const reply = await pushOnce(parts, kept)
  if (reply === 'sent') return []
  if (kept.length === 1) return kept.map(({ id }) => id)
  const middle = Math.ceil(kept.length / 2)
  const first = await pushOrHalve(parts, kept.slice(0, middle))
  const second = await pushOrHalve(parts, kept.slice(middle))
  // Every single one failing is not a poisoned entry but a server in trouble.
  if (first.length + second.length === kept.length && kept.length > 2)
    throw new PassEnd({ kind: 'server-down' })
  return [...first, ...second]
}

async function pushOnce(parts: PassParts, kept: readonly KeptEntry[]): Promise<'sent' | 'broke'> {
  const { petition, device, store, net, dice, clock } = parts
  const { runs } = await store.syncState(petition)
  const sending = new Set<string>(kept.map(({ id }) => id))
  const unsent = await store.unsentByStreet(petition, sending)
  const reply = await tryAsk(net, dice, PushReply, (nonce) => ({
    method: 'POST',
    path: `/petitions/${petition}/push`,
    body: {
      version: WIRE_VERSION,
      nonce,
      device,
      runs: [...runs],
      unsent,
      entries: kept.map(({ entry }) => entry),
    } satisfies Record<keyof Push, unknown>,
  }))
  if (reply === 'broke') return 'broke'
  await store.applyPush(petition, reply, clock.now())
  const receipted = new Set(reply.receipts.map(({ id, hash }) => id + hash))
  const isComplete = kept.every(({ entry }) => receipted.has(entry.id + entry.hash))
  // A reply that leaves entries out would be asked for again without end.
  return isComplete ? 'sent' : 'broke'
}

async function pullAll({ petition, store, net, dice, clock }: PassParts): Promise<void> {
  for (;;) {
    const { cursor } = await store.syncState(petition)
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const reply = await ask(net, dice, PullReply, (nonce) => ({
      method: 'GET',
      path: `/petitions/${petition}/pull?n=${nonce}${query}`,
    }))
    await store.applyPull(petition, reply, clock.now())
    if (!reply.more) return
  }
}

/** As many of the entries as one push may carry; always at least one. */
function fittingPush(kept: readonly KeptEntry[]): KeptEntry[] {
  let bytes = 0
  return kept.slice(0, MAX_PUSH_ENTRIES).filter(({ entry }, place) => {
    bytes += entry.sealed.length + 700
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
  if (status === 413 && problem.success) return 'broke'
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
