/** A browser that joins with a code and asks the API as any other does, in this process. */
import type { Hono } from 'hono'
import type * as z from 'zod/mini'
import { DeviceId } from '#domain/ids.ts'
import { API_PREFIX, type CallOf, type Endpoint, pathOf, type ReplyOf } from '#wire/endpoint.ts'
import * as wire from '#wire/session.ts'
import { createPhoneKeys, type PhoneKeys } from '../keys/phone-seal.ts'
import { newId } from '../new-id.ts'
import type { Server } from '../server.ts'

export type DemoBrowser = {
  readonly session: wire.Session
  readonly keys: PhoneKeys
  readonly petitionKey: Pick<ReplyOf<typeof wire.join>, 'keyId' | 'publicKey'>
  call<const E extends Endpoint>(endpoint: E, asked: CallOf<E>): Promise<ReplyOf<E>>
}

export async function joinBrowser(
  app: Hono,
  server: Server,
  code: string,
  label: string,
): Promise<DemoBrowser> {
  const keys = await createPhoneKeys()
  const body = { code, device: DeviceId.parse(newId(server)), publicKey: keys.publicKey, label }
  const response = await ask(app, wire.join, { params: {}, body })
  const { session, keyId, publicKey } = wire.join.reply.parse(await response.json())
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return {
    session,
    keys,
    petitionKey: { keyId, publicKey },
    async call(endpoint, asked) {
      const reply = await ask(app, endpoint, asked, cookie)
      return (endpoint.reply as z.ZodMiniType<ReplyOf<typeof endpoint>>).parse(await reply.json())
    },
  }
}

async function ask(
  app: Hono,
  { method, path }: Endpoint,
  asked: { readonly params: object; readonly query?: unknown; readonly body?: unknown },
  cookie = '',
): Promise<Response> {
  const search = new URLSearchParams(asked.query as Record<string, string> | undefined)
  const url = API_PREFIX + pathOf(path, { ...asked.params } as Record<string, string>)
  const response = await app.request(search.size === 0 ? url : `${url}?${search}`, {
    method,
    headers: { Cookie: cookie, ...(asked.body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  })
  if (!response.ok) throw new Error(`the demo was refused ${method} ${path}: ${response.status}`)
  return response
}
