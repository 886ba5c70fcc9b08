/**
 * A server that says what the test tells it to. Unless told otherwise it knows
 * the nonce, holds whatever is pushed and has nothing new to pull.
 */
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import type { Net, NetReply, NetRequest } from '#device/ports.ts'
import { toBase64url } from '#domain/base64url.ts'
import { Entry } from '#domain/entry.ts'
import { KeyId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import { type HelloReply, Nonce } from '#wire/hello.ts'
import { Problem, type ProblemCode } from '#wire/problem.ts'
import { Push } from '#wire/push.ts'
import { OLDEST_WIRE_VERSION, WIRE_VERSION } from '#wire/version.ts'
import { pullReplyWith, pushReplyWith } from './kept-entries.ts'

export type Step = 'hello' | 'push' | 'pull' | 'salvage'

export type Script = {
  /** Given the step and the reply that an honest server would give, what comes back. */
  answer: (step: Step, honest: NetReply, request: NetRequest) => NetReply | Promise<NetReply>
}

export type ScriptedNet = Net & {
  readonly script: Script
  /** The steps asked for, in order. */
  readonly asked: Step[]
  /** The entries of each push. */
  readonly pushed: Entry[][]
  readonly pushes: Push[]
}

export const replyOf = (json: unknown, status = 200, retryAfterMs?: number): NetReply => ({
  kind: 'reply',
  status,
  json,
  retryAfterMs,
})

export const problemReply = (error: ProblemCode, status: number): NetReply =>
  replyOf(Problem.parse({ error }), status)

export function scriptedNet(answer: Script['answer'] = (_, honest) => honest): ScriptedNet {
  const script: Script = { answer }
  const asked: Step[] = []
  const pushed: Entry[][] = []
  const pushes: Push[] = []
  return {
    script,
    asked,
    pushed,
    pushes,
    async send(request) {
      const { step, nonce } = readRequest(request)
      asked.push(step)
      if (step === 'push') {
        const push = Push.parse(request.body)
        pushes.push(push)
        pushed.push(push.entries.map((entry) => Entry.parse(entry)))
      }
      return script.answer(step, replyOf(honestReply(step, nonce, request)), request)
    },
  }
}

function readRequest({ path, body }: NetRequest): { step: Step; nonce: string } {
  const url = new URL(path, 'https://petition.example.org')
  const step = url.pathname.split('/').at(-1) as Step
  return {
    step,
    nonce: body === undefined ? (url.searchParams.get('n') ?? '') : WithEntries.parse(body).nonce,
  }
}

const WithEntries = z.object({ nonce: Nonce, entries: z.array(Entry) })

function honestReply(step: Step, nonce: string, { path, body }: NetRequest): unknown {
  switch (step) {
    case 'hello':
      return helloReply(nonce)
    case 'pull':
      // To who has nothing yet, a server gives everything.
      return pullReplyWith({ nonce, reset: !path.includes('cursor=') })
    case 'push':
      return pushReplyWith({
        nonce,
        receipts: WithEntries.parse(body).entries.map(
          ({ id, hash }): Receipt => ({ id, hash, state: 'held', received: 7 }),
        ),
      })
    case 'salvage':
      return {
        nonce,
        receipts: WithEntries.parse(body).entries.map(
          ({ id, hash }): Receipt => ({ id, hash, state: 'deferred', received: 7, reason: 'device-revoked' }),
        ),
      }
  }
}

const helloReply = (nonce: string): HelloReply => ({
  nonce,
  wire: { oldest: OLDEST_WIRE_VERSION, newest: WIRE_VERSION },
  serverTime: '2026-11-22T10:00:00.000Z',
  epoch: 'epoch-1',
  durableMark: 0,
  state: 'open',
  keyId: KeyId.parse(randomUUID()),
  publicKey: toBase64url(new Uint8Array(65)),
})

/** The honest reply with some of its fields changed. */
export function changed(honest: NetReply, changes: Record<string, unknown>): NetReply {
  if (honest.kind !== 'reply' || typeof honest.json !== 'object')
    throw new Error('an honest reply is an object')
  return replyOf({ ...honest.json, ...changes })
}
