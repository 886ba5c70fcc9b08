/**
 * One pass: hello, push until nothing is unsent, pull until there is no more.
 * Each step may be repeated after any failure: entries are known by their ids,
 * and only a valid receipt changes one (S1, S2).
 */
import type { PetitionId } from '#domain/ids.ts'
import { HelloReply } from '#wire/hello.ts'
import type { PhoneReport } from '#wire/phone-report.ts'
import { MAX_PUSH_BYTES } from '#wire/push.ts'
import { commonWireVersion, WIRE_VERSION } from '#wire/version.ts'
import type { Clock, Dice, Net, PhoneStore } from '../ports.ts'
import { ask } from './ask.ts'
import { PassEnd, type PassOutcome } from './pass-outcome.ts'
import { pullAll } from './pull-all.ts'
import { pushAll } from './push-all.ts'

export type PassParts = {
  readonly petition: PetitionId
  readonly device: string
  readonly store: PhoneStore
  readonly net: Net
  readonly clock: Clock
  readonly dice: Dice
  readonly report?: PhoneReporter | undefined
  readonly memory?: PassMemory | undefined
}

/** What is remembered from one pass to the next, for one start of the app. */
export type PassMemory = {
  /**
   * What the server set aside since the start, or was asked about since: all else that is deferred or refused goes
   * once more, because a newer server may take it in (S7), or a person has. Without a memory nothing of it is sent again.
   */
  readonly asked: Set<string>
  /** The most that a push may hold now: less after one that was lost on its way, so that even the poorest link is of use. */
  pushBytes: number
}

export const createPassMemory = (): PassMemory => ({ asked: new Set(), pushBytes: MAX_PUSH_BYTES })

/** What this phone has to say of its own storage (J4). */
export type PhoneReporter = {
  read(): Promise<PhoneReport>
  /** The server has it: what happened once is told once. */
  received(report: PhoneReport): Promise<void>
}

/** What the hello settles for the rest of a pass. */
export type Talk = {
  readonly version: 1 | 2
  readonly epoch: string
  readonly isTimeUp: () => boolean
}

/** So long a pass goes on sending before it lets another tab have its turn. A push under way is waited for. */
const PASS_MS = 30_000

export async function syncPass(parts: PassParts): Promise<PassOutcome> {
  try {
    const talk = await sayHello(parts)
    const { left } = await pushAll(parts, talk)
    if (left === 0 && talk.isTimeUp()) return { kind: 'more' }
    await pullAll(parts, talk)
    // What the server stumbles over waits for a later pass; everything else has gone.
    return left > 0 ? { kind: 'server-down' } : { kind: 'done' }
  } catch (error) {
    if (error instanceof PassEnd) return error.outcome
    throw error
  }
}

async function sayHello(parts: PassParts): Promise<Talk> {
  const { petition, store, clock } = parts
  const askedAt = clock.now().getTime()
  const { wire, serverTime, epoch, durableMark, keyId, publicKey } = await ask(
    parts,
    HelloReply,
    (nonce) => ({
      method: 'GET',
      path: `/petitions/${petition}/hello?n=${nonce}`,
    }),
  )
  const answeredAt = clock.now().getTime()
  const version = commonWireVersion(wire)
  if (version === undefined) {
    throw new PassEnd({ kind: wire.oldest > WIRE_VERSION ? 'app-too-old' : 'server-down' })
  }
  await store.applyHello(petition, {
    epoch,
    durableMark,
    keyId,
    publicKey,
    // The way there and back are taken for equally long.
    clockOffsetMs: Math.round((askedAt + answeredAt) / 2 - Date.parse(serverTime)),
  })
  const until = answeredAt + PASS_MS
  return { version, epoch, isTimeUp: () => clock.now().getTime() >= until }
}
