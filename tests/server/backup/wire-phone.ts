/**
 * A phone reduced to what the wire sees of it: it joins, seals, and pushes
 * whatever this epoch of the server has not said that it holds (S9).
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { type ClearPart, ENTRY_VERSION, type Entry } from '#domain/entry.ts'
import { DeviceId, EntryId, RunId, type Sha256, type StreetId } from '#domain/ids.ts'
import { createPhoneKeys, startPhoneRun } from '#server/keys/phone-seal.ts'
import { API_PREFIX, type BodyOf, type CallOf, type Endpoint, pathOf, type ReplyOf } from '#wire/endpoint.ts'
import { join, type Session } from '#wire/session.ts'
import { hello, push } from '#wire/sync.ts'
import { WIRE_VERSION } from '#wire/version.ts'

export type Send = (path: string, init: RequestInit) => Promise<Response>

export type WirePhone = {
  readonly session: Session
  call<const E extends Endpoint>(endpoint: E, asked: CallOf<E>): Promise<ReplyOf<E>>
  sign(street: StreetId, wording: Sha256, name: string, postcode: string): Promise<void>
  /** All that this epoch may lack; gives how many entries went. */
  push(): Promise<number>
  hello(): Promise<ReplyOf<typeof hello>>
}

export async function joinWithPhone(send: Send, code: string): Promise<WirePhone> {
  const keys = await createPhoneKeys()
  let cookie = ''
  const ask = async (endpoint: Endpoint, asked: { params?: object; query?: object; body?: unknown }) => {
    const search = new URLSearchParams({ ...asked.query })
    const response = await send(
      `${API_PREFIX}${pathOf(endpoint.path, { ...asked.params })}${search.size === 0 ? '' : `?${search}`}`,
      {
        method: endpoint.method,
        headers: { Cookie: cookie, 'Content-Type': 'application/json' },
        ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      },
    )
    if (!response.ok) throw new Error(`${endpoint.method} ${endpoint.path}: ${await response.text()}`)
    cookie ||= (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    return endpoint.reply.parse(await response.json())
  }
  const call = ask as WirePhone['call']
  const body: BodyOf<typeof join> = {
    code,
    device: DeviceId.parse(randomUUID()),
    publicKey: keys.publicKey,
    label: 'Test phone',
  }
  const { session, keyId, publicKey } = await call(join, { params: {}, body })
  const { petition, device } = session
  const run = { petition, device, run: RunId.parse(randomUUID()), keyId }
  const { enc, seal } = await startPhoneRun(run, publicKey, keys)
  const kept: Entry[] = []
  const heldBy = new Map<string, string>()
  const nonce = () => toBase64url(new Uint8Array(randomBytes(16)))
  const sayHello = () => call(hello, { params: { petition }, query: { n: nonce() } })

  return {
    session,
    call,
    hello: sayHello,
    async sign(street, wording, name, postcode) {
      const clear: ClearPart = {
        ...run,
        id: EntryId.parse(v7()),
        seq: kept.length + 1,
        v: ENTRY_VERSION,
        kind: 'sign',
        outcome: 'signed',
        method: 'typed',
        wording,
        street,
        madeAt: new Date().toISOString(),
        enc,
      }
      const data = associatedDataOf(clear)
      const bytes = new Uint8Array(randomBytes(12))
      const sealed = seal({ name, address: '7 Reede Road', postcode }, data, bytes)
      kept.push({
        ...clear,
        nonce: toBase64url(bytes),
        sealed: toBase64url(sealed),
        hash: await entryHash(data, bytes, sealed),
      })
    },
    async push() {
      const { epoch } = await sayHello()
      const entries = kept.filter(({ id }) => heldBy.get(id) !== epoch)
      if (entries.length === 0) return 0
      const reply = await call(push, {
        params: { petition },
        body: {
          version: WIRE_VERSION,
          nonce: nonce(),
          device,
          runs: [{ run: run.run, seq: kept.length }],
          unsent: [],
          entries,
        },
      })
      for (const { id, state } of reply.receipts) {
        if (state !== 'held') throw new Error(`an entry was ${state}`)
        heldBy.set(id, reply.epoch)
      }
      return entries.length
    },
  }
}
