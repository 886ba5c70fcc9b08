/**
 * What is published stays: phones of every version are out there, with entries
 * of theirs that nobody can seal again (S7). A change here needs a new version
 * beside the old, never another file in its place.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { fromBase64url } from '#domain/base64url.ts'
import { ENTRY_VERSION, Entry } from '#domain/entry.ts'
import { DeviceId, MemberId } from '#domain/ids.ts'
import { Personal } from '#domain/personal.ts'
import type { PetitionKeys } from '#server/keys/petition-keys.ts'
import { examineEntry } from '#server/receive/examine-entry.ts'
import { runKey } from '#server/receive/run-keys.ts'
import { HelloReply, Probe, ProbeReply } from '#wire/hello.ts'
import { PullReply } from '#wire/pull.ts'
import { Push, PushReply } from '#wire/push.ts'
import { BackupFile, salvage } from '#wire/salvage.ts'
import { join, readChallenge, renewSession, replaceDevice } from '#wire/session.ts'
import { OLDEST_WIRE_VERSION, WIRE_VERSION } from '#wire/version.ts'
import { settingsWith } from '../tools/petition-fixture.ts'

const published = new URL('./published/', import.meta.url)

test('the messages are those published for this version of the wire', async () => {
  const messages = {
    join: { body: join.body, reply: join.reply },
    hello: { reply: HelloReply },
    probe: { body: Probe, reply: ProbeReply },
    push: { body: Push, reply: PushReply },
    pull: { reply: PullReply },
    challenge: { reply: readChallenge.reply },
    renew: { body: renewSession.body, reply: renewSession.reply },
    replace: { body: replaceDevice.body, reply: replaceDevice.reply },
    salvage: { body: salvage.body, reply: salvage.reply },
    'backup file': BackupFile,
    entry: Entry,
    personal: Personal,
  }
  const schemas = JSON.stringify(toJsonSchema(messages), null, 2)
  await expect(`${schemas}\n`).toMatchFileSnapshot(`./published/wire-v${WIRE_VERSION}.json`)
})

test('the server understands every version from the first', () => {
  expect([OLDEST_WIRE_VERSION, WIRE_VERSION, ENTRY_VERSION]).toEqual([1, 2, 1])
})

const golden = z
  .strictObject({
    recipientPrivateKey: z.record(z.string(), z.unknown()),
    recipientPublicKey: z.string(),
    devicePublicKey: z.string(),
    entries: z.array(z.strictObject({ entry: Entry, personal: z.nullable(Personal) })),
  })
  .parse(JSON.parse(readFileSync(new URL('entry-v1.json', published), 'utf8')))

const first = golden.entries[0]?.entry
if (first === undefined) throw new Error('there are golden entries')
const keys: PetitionKeys = {
  id: first.keyId,
  publicKey: golden.recipientPublicKey,
  privateKey: JSON.stringify(golden.recipientPrivateKey),
  dataKey: new Uint8Array(32),
  lookupKey: new Uint8Array(32),
}
const member = MemberId.parse('01a202b2-c500-7000-8000-000000000009')
const examine = (entry: unknown, device = first.device) =>
  examineEntry(entry, {
    petition: first.petition,
    devices: new Map([[device, { publicKey: golden.devicePublicKey, member, isLive: true, clockOffset: 0 }]]),
    state: 'open',
    settings: settingsWith(),
    wordings: new Set([first.wording ?? '']),
    keys,
    keysById: new Map([[keys.id, keys]]),
    runKey,
  })

const oneOf = (kind: Entry['kind']) => {
  const found = golden.entries.find(({ entry }) => entry.kind === kind)
  if (found === undefined) throw new Error(`there is a golden ${kind}`)
  return found
}

describe('entry version 1', () => {
  test.each(golden.entries.map(({ entry, personal }) => [entry.kind, entry, personal] as const))(
    'a %s is opened today as on the day it was sealed',
    async (_, entry, personal) => {
      const examined = await examine(entry)
      expect(examined).toEqual({ verdict: 'sound', entry, personal: personal ?? undefined })
    },
  )

  test('no byte of it may be another', async () => {
    for (const field of ['sealed', 'nonce', 'enc'] as const) {
      const bytes = fromBase64url(first[field])
      for (const place of [0, bytes.length >> 1, bytes.length - 1]) {
        const other = bytes.slice()
        other[place] = (other[place] ?? 0) ^ 1
        const changed = { ...first, [field]: Buffer.from(other).toString('base64url') }
        expect(await examine(changed)).toMatchObject({ verdict: 'refused', reason: 'hash-mismatch' })
      }
    }
    const stranger = DeviceId.parse('01a202b2-c500-7000-8000-000000000008')
    expect(await examine(first, stranger)).toMatchObject({ reason: 'foreign-device' })
  })
})

describe('an entry of another version', () => {
  test.each([
    ['of a later version', { v: 9, kind: 'sign', of: 'later' }, 'newer-version'],
    ['of a later version and kind', { v: 2, kind: 'dance' }, 'newer-version'],
    ['of a kind that nobody here knows', { v: 1, kind: 'dance', steps: 3 }, 'unknown-kind'],
  ])('%s is kept as it came, until somebody understands it', async (_, changes, reason) => {
    const { entry } = oneOf('sign')
    const raw = { ...entry, ...changes }
    expect(await examine(raw)).toMatchObject({
      verdict: 'deferred',
      reason,
      id: entry.id,
      hash: entry.hash,
      raw,
    })
  })
})

type Schemas = { [name: string]: z.ZodMiniType | Schemas }

function toJsonSchema(schemas: Schemas): unknown {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      'def' in schema
        ? z.toJSONSchema(schema as z.ZodMiniType, { io: 'input' })
        : toJsonSchema(schema as Schemas),
    ]),
  )
}
