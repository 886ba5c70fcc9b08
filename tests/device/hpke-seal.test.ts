/** What a phone seals with a browser's cryptography is opened by the code of the server. */
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { keepDraft } from '#device/drafts.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createJournal } from '#device/journal.ts'
import type { DeviceKeys, RunTarget } from '#device/ports.ts'
import { fromBase64url, toBase64url } from '#domain/base64url.ts'
import { associatedDataOf } from '#domain/canonical.ts'
import type { Entry } from '#domain/entry.ts'
import { DeviceId, DoorId, KeyId, PetitionId, RunId } from '#domain/ids.ts'
import type { Personal } from '#domain/personal.ts'
import type { PetitionKeys } from '#server/keys/petition-keys.ts'
import { openSealed } from '#server/receive/open-entry.ts'
import { runKey } from '#server/receive/run-keys.ts'
import { keptWith, street } from '../tools/kept-entries.ts'
import { clockOf, copiesInDatabase, newDatabase, testDice } from '../tools/phone-fixture.ts'

const seal = createHpkeSeal(testDice)
const petitionKeys = newPetitionKeys()
let device: { keys: DeviceKeys; publicKey: string }

beforeAll(async () => {
  device = await seal.createDeviceKeys()
})

function newPetitionKeys(): PetitionKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    id: KeyId.parse(randomUUID()),
    publicKey: Buffer.concat([
      Buffer.from([4]),
      Buffer.from(x, 'base64url'),
      Buffer.from(y, 'base64url'),
    ]).toString('base64url'),
    privateKey: JSON.stringify(privateKey.export({ format: 'jwk' })),
    dataKey: new Uint8Array(32),
    lookupKey: new Uint8Array(32),
  }
}

const targetOfRun = (): RunTarget => ({
  petition: PetitionId.parse(randomUUID()),
  device: DeviceId.parse(randomUUID()),
  run: RunId.parse(randomUUID()),
  keyId: petitionKeys.id,
  publicKey: petitionKeys.publicKey,
  deviceKeys: device.keys,
})

const personal: Personal = {
  name: 'Zebedee Quillfeather',
  address: '1003 Nowhere Crescent',
  postcode: 'ZE1 0QF',
  ink: { height: 400, strokes: 'SQUIGGLESQUIGGLESQUIGGLE' },
  contact: { email: 'zebedee@example.org', purposes: ['result'] },
}

async function savedEntry(target = targetOfRun()) {
  const db = newDatabase()
  const clock = clockOf({ now: 1_795_000_000_000 })
  const journal = createJournal({
    copies: copiesInDatabase(clock, db),
    clock,
    dice: testDice,
    target,
    startRun: seal.startRun,
  })
  const wording = keptWith().entry.wording
  const door = DoorId.parse(randomUUID())
  const entry = await journal.save({
    kind: 'sign',
    street,
    door,
    outcome: 'signed',
    method: 'drawn',
    wording,
    personal,
  })
  return { db, journal, entry }
}

async function open(
  { nonce, sealed, hash: _, ...clear }: Entry,
  keys = petitionKeys,
  sender = device.publicKey,
) {
  const key = await runKey(keys, sender, clear)
  return openSealed(key, associatedDataOf(clear), fromBase64url(nonce), fromBase64url(sealed))
}

describe('the seal', () => {
  test('opens on the server, with all that the resident gave', async () => {
    expect(await open((await savedEntry()).entry)).toEqual(personal)
  })

  test('a knock and a withdrawal seal nothing, and are vouched for all the same', async () => {
    const { journal, entry } = await savedEntry()
    const withdrawal = await journal.save({ kind: 'withdraw', ref: entry.id })
    expect(fromBase64url(withdrawal.sealed)).toHaveLength(16)
    expect(await open(withdrawal)).toBeUndefined()
    await expect(open({ ...withdrawal, kind: 'amend' })).rejects.toThrow()
  })

  test('another device’s key can’t seal in this one’s name', async () => {
    const stranger = await seal.createDeviceKeys()
    const { entry } = await savedEntry({ ...targetOfRun(), deviceKeys: stranger.keys })
    await expect(open(entry)).rejects.toThrow()
    expect(await open(entry, petitionKeys, stranger.publicKey)).toEqual(personal)
  })

  test('another petition’s key does not open it', async () => {
    await expect(
      open((await savedEntry()).entry, { ...newPetitionKeys(), id: petitionKeys.id }),
    ).rejects.toThrow()
  })

  test('every clear field is vouched for: no other value opens', async () => {
    const { entry } = await savedEntry()
    const changed: { [Field in keyof Entry]?: Entry[Field] } = {
      id: keptWith().entry.id,
      petition: PetitionId.parse(randomUUID()),
      device: DeviceId.parse(randomUUID()),
      run: RunId.parse(randomUUID()),
      seq: entry.seq + 1,
      kind: 'amend',
      street: undefined,
      door: DoorId.parse(randomUUID()),
      outcome: 'declined',
      method: 'typed',
      wording: undefined,
      ref: keptWith().entry.id,
      madeAt: '2026-11-22T10:00:00.001Z',
      keyId: KeyId.parse(randomUUID()),
      enc: (await seal.startRun(targetOfRun())).enc,
      nonce: toBase64url(testDice.bytes(12)),
      sealed: flipped(entry.sealed),
    }
    const vouched = Object.keys(entry).filter((field) => field !== 'v' && field !== 'hash')
    expect(Object.keys(changed).sort()).toEqual([...vouched, 'ref'].sort())
    for (const [field, value] of Object.entries(changed)) {
      await expect(open({ ...entry, [field]: value }), field).rejects.toThrow()
    }
  })

  test('the phone’s keys can’t be taken away, and its run’s key can’t open', async () => {
    expect(device.keys.privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('jwk', device.keys.privateKey)).rejects.toThrow()
    expect(Object.keys(await seal.startRun(targetOfRun()))).toEqual(['enc', 'seal'])
  })

  test('the same words are never sealed to the same bytes', async () => {
    const target = targetOfRun()
    const [one, other] = [(await savedEntry(target)).entry, (await savedEntry(target)).entry]
    expect(one.sealed).not.toBe(other.sealed)
    expect(one.enc).not.toBe(other.enc)
  })
})

test('P1 no name, address, postcode, contact or ink is readable in any table of the phone', async () => {
  const { db } = await savedEntry()
  await keepDraft(db, testDice, 'sign', personal)
  let rows = 0
  let dump = ''
  for (const table of db.tables) {
    for (const row of await table.toArray()) {
      rows += 1
      dump += readable(row)
    }
  }
  expect(rows).toBe(4)
  for (const secret of [
    'Zebedee',
    'Quillfeather',
    '1003',
    'Crescent',
    'ZE1',
    '0QF',
    'SQUIGGLE',
    'zebedee@',
    'result',
  ]) {
    expect(dump.includes(secret), secret).toBe(false)
    expect(
      dump.includes(Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1)),
      secret,
    ).toBe(false)
  }
})

/** All text and bytes of a row, in whatever they are packed. */
function readable(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
  if (typeof value !== 'object' || value === null) return `${String(value)}\n`
  return Object.entries(value)
    .map(([key, each]) => key + readable(each))
    .join('')
}

function flipped(text: string): string {
  const bytes = fromBase64url(text)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return toBase64url(bytes)
}
