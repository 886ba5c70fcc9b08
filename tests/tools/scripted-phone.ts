/**
 * A phone without a phone: seals entries as any device does, with the server's
 * own code, and says to the API whatever a test wants said. For what is about
 * the receiving end alone.
 */
import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import type { DoorDescription } from '#domain/door-description.ts'
import { type ClearPart, ENTRY_VERSION, type Entry } from '#domain/entry.ts'
import { DeviceId, EntryId, RunId } from '#domain/ids.ts'
import type { PaperPlace } from '#domain/paper-place.ts'
import type { Personal } from '#domain/personal.ts'
import { createPhoneKeys, type PhoneKeys, startPhoneRun } from '#server/keys/phone-seal.ts'
import { API_PREFIX, type BodyOf, pathOf, type ReplyOf } from '#wire/endpoint.ts'
import { join, type Session } from '#wire/session.ts'
import { push as pushEndpoint } from '#wire/sync.ts'
import { type Askable, sendTo } from './api-caller.ts'

type Written = Partial<Omit<ClearPart, 'device' | 'run' | 'enc'>> &
  Pick<ClearPart, 'kind'> & { readonly personal?: Personal | DoorDescription | PaperPlace | undefined }

/** One start of an app: a key of its own, numbers from 1. */
export type ScriptedRun = {
  readonly run: RunId
  write(entry: Written): Promise<Entry>
}

export type ScriptedPhone = {
  readonly session: Session
  readonly keys: PhoneKeys
  readonly cookie: string
  readonly petitionKey: Pick<ReplyOf<typeof join>, 'keyId' | 'publicKey'>
  newRun(run?: RunId): Promise<ScriptedRun>
  /** The reply, parsed. */
  push(
    entries: readonly unknown[],
    more?: Partial<BodyOf<typeof pushEndpoint>>,
  ): Promise<ReplyOf<typeof pushEndpoint>>
}

export const newNonce = (): string => toBase64url(new Uint8Array(randomBytes(16)))

export async function joinScripted(app: Askable, code: string): Promise<ScriptedPhone> {
  const keys = await createPhoneKeys()
  const body = { code, device: DeviceId.parse(v7()), publicKey: keys.publicKey, label: 'Scripted phone' }
  const response = await sendTo(app, '', join, { body })
  if (!response.ok) throw new Error(`joining was refused: ${await response.text()}`)
  const cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  return scriptedPhone(app, keys, cookie, join.reply.parse(await response.json()))
}

export function scriptedPhone(
  app: Askable,
  keys: PhoneKeys,
  cookie: string,
  { session, keyId, publicKey }: ReplyOf<typeof join>,
): ScriptedPhone {
  const { petition, device } = session
  return {
    session,
    keys,
    cookie,
    petitionKey: { keyId, publicKey },
    async newRun(id = RunId.parse(v7())) {
      const run = { petition, device, run: id, keyId }
      const { enc, seal } = await startPhoneRun(run, publicKey, keys)
      let seq = 0
      return {
        run: id,
        async write({ personal, ...entry }) {
          seq += 1
          const clear: ClearPart = {
            ...run,
            id: EntryId.parse(v7()),
            seq,
            v: ENTRY_VERSION,
            madeAt: '2026-11-22T10:00:00.000Z',
            enc,
            ...entry,
          }
          const associatedData = associatedDataOf(clear)
          const nonce = new Uint8Array(randomBytes(12))
          const sealed = seal(personal, associatedData, nonce)
          return {
            ...clear,
            nonce: toBase64url(nonce),
            sealed: toBase64url(sealed),
            hash: await entryHash(associatedData, nonce, sealed),
          }
        },
      }
    },
    async push(entries, more = {}) {
      const body = { version: 2, nonce: newNonce(), device, runs: [], unsent: [], entries, ...more }
      const response = await app.request(API_PREFIX + pathOf(pushEndpoint.path, { petition }), {
        method: 'POST',
        headers: { Cookie: cookie, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`the push was refused: ${response.status} ${await response.text()}`)
      return pushEndpoint.reply.parse(await response.json())
    },
  }
}
