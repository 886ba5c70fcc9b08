/** Asks our server, and believes only what carries the nonce of the question (S2). */
import type * as z from 'zod/mini'
import { toBase64url } from '#domain/base64url.ts'
import type { HelloReply } from '#wire/hello.ts'
import { Problem } from '#wire/problem.ts'
import type { PullReply } from '#wire/pull.ts'
import type { PushReply } from '#wire/push.ts'
import type { salvage } from '#wire/salvage.ts'
import type { Dice, Net, NetReply, NetRequest } from '../ports.ts'
import { PassEnd } from './pass-outcome.ts'

type Asking = { readonly net: Net; readonly dice: Pick<Dice, 'bytes'> }

type ReplySchema = typeof HelloReply | typeof PushReply | typeof PullReply | typeof salvage.reply

/** Ends the pass on anything but an answer. */
export async function ask<S extends ReplySchema>(
  asking: Asking,
  schema: S,
  request: (nonce: string) => NetRequest,
): Promise<z.output<S>> {
  const reply = await tryAsk(asking, schema, request)
  if (reply === 'broke') throw new PassEnd({ kind: 'server-down' })
  return reply
}

/** The parsed reply, or 'broke' where the server failed over this very request. Ends the pass on anything else. */
export async function tryAsk<S extends ReplySchema>(
  { net, dice }: Asking,
  schema: S,
  request: (nonce: string) => NetRequest,
): Promise<z.output<S> | 'broke'> {
  const nonce = toBase64url(dice.bytes(16))
  const reply = await net.send(request(nonce))
  if (reply.kind === 'unreachable') throw new PassEnd({ kind: 'offline' })
  if (reply.status !== 200) return judge(reply)
  const parsed = schema.safeParse(reply.json)
  // A captive portal answers 200 as well; only our server knows the nonce.
  if (!parsed.success || parsed.data.nonce !== nonce) throw new PassEnd({ kind: 'offline' })
  return parsed.data as z.output<S>
}

function judge({ status, json, retryAfterMs }: Extract<NetReply, { kind: 'reply' }>): 'broke' {
  // Whoever says so, our server or a proxy before it: less at a time may pass.
  if (status === 413) return 'broke'
  if (status === 429 || status === 503) throw new PassEnd({ kind: 'server-down', retryAfterMs })
  if (status >= 500) return 'broke'
  const problem = Problem.safeParse(json)
  // Below 500 only our own words count: a hotel's "403" signs nobody out.
  if (!problem.success) throw new PassEnd({ kind: 'offline' })
  const { error } = problem.data
  if (error === 'signed-out' || error === 'not-allowed') throw new PassEnd({ kind: 'signed-out' })
  if (error === 'upgrade-needed') throw new PassEnd({ kind: 'app-too-old' })
  return 'broke'
}
