/** Asks the API as a browser of somebody who joined does: by the endpoints' own descriptions, with a session cookie. */
import { randomUUID, webcrypto } from 'node:crypto'
import type * as z from 'zod/mini'
import { toBase64url } from '#domain/base64url.ts'
import { API_PREFIX, type CallOf, type Endpoint, pathOf, type ReplyOf } from '#wire/endpoint.ts'
import { Problem } from '#wire/problem.ts'
import { join } from '#wire/session.ts'

export type Asked = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
}

export type ApiCaller = {
  readonly petition: string
  readonly member: string
  readonly device: string
  /** The reply, parsed; a refusal fails the test. */
  call<const E extends Endpoint>(endpoint: E, asked: CallOf<E>): Promise<ReplyOf<E>>
  /** The code of the refusal, or undefined when it was not refused. */
  refusal<const E extends Endpoint>(endpoint: E, asked: CallOf<E>): Promise<Problem['error'] | undefined>
  send(endpoint: Endpoint, asked: Asked): Promise<Response>
}

/** An app in this process, or whatever asks one elsewhere. */
export type Askable = { request(url: string, init: RequestInit): Response | Promise<Response> }

export async function joinAs(app: Askable, code: string): Promise<ApiCaller> {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const publicKey = toBase64url(new Uint8Array(await webcrypto.subtle.exportKey('raw', keys.publicKey)))
  const device = randomUUID()
  const response = await sendTo(app, '', join, { body: { code, device, publicKey, label: 'Test browser' } })
  if (!response.ok) throw new Error(`joining was refused: ${await response.text()}`)
  const cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const { session } = join.reply.parse(await response.json())
  const send = (endpoint: Endpoint, asked: Asked) => sendTo(app, cookie, endpoint, asked)
  return {
    petition: session.petition,
    member: session.member,
    device,
    send,
    async call(endpoint, asked) {
      const reply = await send(endpoint, asked)
      const json: unknown = await reply.json()
      if (!reply.ok) throw new Error(`${endpoint.method} ${endpoint.path}: ${JSON.stringify(json)}`)
      return (endpoint.reply as z.ZodMiniType<ReplyOf<typeof endpoint>>).parse(json)
    },
    async refusal(endpoint, asked) {
      const reply = await send(endpoint, asked)
      return reply.ok ? undefined : Problem.parse(await reply.json()).error
    },
  }
}

export async function sendTo(
  app: Askable,
  cookie: string,
  { method, path }: Endpoint,
  { params = {}, query = {}, body }: Asked,
): Promise<Response> {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`
  return app.request(API_PREFIX + pathOf(path, params) + search, {
    method,
    headers: { Cookie: cookie, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
