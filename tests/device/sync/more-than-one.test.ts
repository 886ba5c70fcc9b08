/** Two tabs, a cloned phone, a phone that was away for a year: real phones and a real server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDexieStore } from '#device/dexie-store.ts'
import type { Clock, NetReply, WholeEntry } from '#device/ports.ts'
import { createPassMemory, syncPass } from '#device/sync/pass.ts'
import { passWithSession } from '#device/sync/pass-with-session.ts'
import { createSyncLoop } from '#device/sync/sync-loop.ts'
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { Entry } from '#domain/entry.ts'
import { DoorId, EntryId, KeyId, RunId, type StreetId } from '#domain/ids.ts'
import { currentKeys, wrapKeys } from '#server/keys/petition-keys.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { createTestPhone, type JoinedPhone, joinedPhone, testDice } from '../../tools/phone-fixture.ts'
import * as v1 from '../../wire/published/wire-v1.ts'

let fixture: PetitionFixture
let street: StreetId
let doors: DoorId[]
let vera: JoinedPhone

beforeEach(async () => {
  fixture = await startPetition()
  const made = await fixture.addStreet('Reede Road', 8)
  street = made.street
  doors = made.doors
  vera = await joinedPhone(fixture, (await fixture.invite('volunteer', 'Vera Volunteer', [street])).code)
})
afterEach(() => fixture.close())

const personal = { name: 'Ada Zymurgy', address: '1001 Reede Road', postcode: 'ZE1 0QF' }

const signAt = async (phone: JoinedPhone, place: number) =>
  phone.gathering.sign({
    street,
    door: await phone.door(doors[place] ?? ''),
    method: 'typed',
    wording: fixture.wording,
    personal,
  })

const statesOf = async ({ db }: { db: JoinedPhone['phone']['db'] }) =>
  (await db.entries.orderBy('id').toArray()).map(({ state, reason }) =>
    reason ? `${state}: ${reason}` : state,
  )

const onServer = () =>
  fixture.server.store.db.selectFrom('entries').select(['id', 'seq', 'run']).orderBy('id').execute()

/** A signature under a number of one's choice, as a copy of a phone would make it that went on from the same place. */
async function sealedSign({ parts, membership }: JoinedPhone, run: RunId, seq: number): Promise<WholeEntry> {
  const seal = await parts.seal.startRun({ ...membership, run })
  const clear = {
    v: 1 as const,
    id: EntryId.parse(testDice.id()),
    petition: membership.petition,
    device: membership.device,
    run,
    seq,
    kind: 'sign' as const,
    street,
    outcome: 'signed' as const,
    method: 'typed' as const,
    wording: fixture.wording,
    madeAt: new Date(fixture.clock.now).toISOString(),
    keyId: membership.keyId,
    enc: seal.enc,
  }
  const data = associatedDataOf(clear)
  const { nonce, sealed } = await seal.seal({ ...personal, name: `Bo Zymurgy ${seq}` }, data)
  const entry = Entry.parse({
    ...clear,
    nonce: toBase64url(nonce),
    sealed: toBase64url(sealed),
    hash: await entryHash(data, nonce, sealed),
  })
  const { id, petition } = entry
  return { id, petition, run, seq, entry, state: 'unsent', savedAt: fixture.clock.now }
}

/** Database, keys, cookies and all, as a backup app copies a phone. */
async function cloneOf(phone: JoinedPhone): Promise<JoinedPhone> {
  const copy = createTestPhone(fixture.app, fixture.clock)
  for (const table of phone.phone.db.tables) {
    await copy.parts.db.table(table.name).bulkPut(await table.toArray())
  }
  for (const [name, cookie] of phone.browser.cookies) copy.browser.cookies.set(name, cookie)
  const gathering = copy.phone.gather(phone.membership)
  gathering.stop()
  return {
    ...phone,
    ...copy,
    gathering,
    pass: () => syncPass({ ...copy.parts, petition: fixture.petition, device: phone.membership.device }),
    entries: () => copy.phone.db.entries.orderBy('id').toArray(),
    async door(id) {
      const row = (await copy.phone.db.doors.toArray()).find((each) => each.id === id)
      if (row === undefined) throw new Error('no such door on this phone')
      return row
    },
  }
}

describe('two tabs of one phone', () => {
  /** As the browser's: one at a time, over all tabs; whoever comes in between gets nothing. */
  function lockOfBrowser() {
    let isTaken = false
    return async <T>(work: () => Promise<T>): Promise<T | undefined> => {
      if (isTaken) return undefined
      isTaken = true
      try {
        return await work()
      } finally {
        isTaken = false
      }
    }
  }

  /** Sleeps no longer than it takes to let everybody else go on, and never watches over a pass. */
  const hurried: Clock = {
    now: () => new Date(fixture.clock.now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms < 600_000) setTimeout(resolve, 5)
        signal?.addEventListener('abort', () => resolve(), { once: true })
      }),
  }

  function tabWith(withLock: ReturnType<typeof lockOfBrowser>, send = vera.browser.send) {
    const parts = { ...vera.parts, store: createDexieStore(vera.parts.db), net: { send }, clock: hurried }
    const memory = createPassMemory()
    return createSyncLoop({
      pass: () => passWithSession({ ...parts, memory }, vera.membership),
      withLock,
      clock: hurried,
      dice: testDice,
    })
  }

  const atRest = async (loop: ReturnType<typeof tabWith>) => {
    while (loop.status().phase !== 'idle') await new Promise((resolve) => setTimeout(resolve, 5))
  }

  test.each(['asked', 'answered'] as const)(
    'S6 one of them frozen after it has %s keeps nothing from being sent, and spoils nothing when it wakes up',
    async (when) => {
      for (const place of [0, 1, 2]) await signAt(vera, place)
      const thaw = { now: () => {} }
      const thawed = new Promise<void>((resolve) => {
        thaw.now = resolve
      })
      const withLock = lockOfBrowser()
      let isFrozen = false
      const frozen = tabWith(withLock, async (request): Promise<NetReply> => {
        if (!request.path.endsWith('/push')) return vera.browser.send(request)
        if (when === 'answered') {
          const reply = await vera.browser.send(request)
          isFrozen = true
          await thawed
          return reply
        }
        isFrozen = true
        await thawed
        return vera.browser.send(request)
      })
      frozen.wake()
      while (!isFrozen) await new Promise((resolve) => setTimeout(resolve, 5))

      await signAt(vera, 3)
      const awake = tabWith(withLock)
      awake.wake()
      await atRest(awake)
      expect(awake.status().last).toBe('done')
      expect(await statesOf(vera.phone)).toEqual(Array(4).fill('held'))
      expect(await onServer()).toHaveLength(4)

      thaw.now()
      await atRest(frozen)
      expect(frozen.status().last).toBe('done')
      expect(await statesOf(vera.phone)).toEqual(Array(4).fill('held'))
      expect(await onServer()).toHaveLength(4)
    },
  )

  test('S1 both at it without any lock double nothing', async () => {
    for (const place of [0, 1, 2, 3]) await signAt(vera, place)
    const tabs = [tabWith((work) => work()), tabWith((work) => work())]
    for (const tab of tabs) tab.wake()
    await Promise.all(tabs.map(atRest))
    expect(await statesOf(vera.phone)).toEqual(Array(4).fill('held'))
    expect(await onServer()).toHaveLength(4)
  })
})

describe('a cloned phone', () => {
  test('S1 of two that go on with the same keys, nothing is lost and nothing is doubled', async () => {
    await signAt(vera, 0)
    const clone = await cloneOf(vera)
    await signAt(vera, 1)
    await signAt(clone, 2)
    expect([await clone.pass(), await vera.pass()]).toEqual([{ kind: 'done' }, { kind: 'done' }])
    expect([await statesOf(vera.phone), await statesOf(clone.phone)]).toEqual([
      ['held', 'held'],
      ['held', 'held'],
    ])
    const rows = await onServer()
    expect(rows).toHaveLength(3)
    expect(new Set(rows.map(({ run }) => run)).size).toBe(2)
  })

  test('that gave a number twice: the first is held, the other refused, kept, and shown on its phone', async () => {
    const clone = await cloneOf(vera)
    const run = RunId.parse(testDice.id())
    const [one, other] = [await sealedSign(vera, run, 1), await sealedSign(clone, run, 1)]
    await vera.parts.store.bringBack([one])
    await clone.parts.store.bringBack([other, await sealedSign(clone, run, 2)])
    expect([await vera.pass(), await clone.pass()]).toEqual([{ kind: 'done' }, { kind: 'done' }])
    expect(await statesOf(vera.phone)).toEqual(['held'])
    expect(await statesOf(clone.phone)).toEqual(['refused: same-number-other-entry', 'held'])
    const refused = await fixture.server.store.db.selectFrom('refused').select(['id', 'reason']).execute()
    expect(refused).toEqual([{ id: other.id, reason: 'same-number-other-entry' }])
  })
})

describe('a phone that was away for a year', () => {
  const YEAR_MS = 365 * 24 * 3_600_000

  /** Another pair to seal to; what the petition's own columns rest under stays. */
  async function anotherKey(): Promise<KeyId> {
    const { server, petition } = fixture
    const id = KeyId.parse(testDice.id())
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    const privateKey = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey))
    const publicKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
    const keys = { ...(await currentKeys(server, petition)), id, privateKey, publicKey }
    await server.store.db
      .insertInto('petitionKeys')
      .values({
        ...wrapKeys(server, petition, keys),
        petition,
        id,
        publicKey,
        kitSealed: null,
        kitTestedAt: null,
        createdAt: fixture.clock.now,
      })
      .execute()
    return id
  }

  /** Meanwhile: another key, another wording, the street taken back, the petition closed. */
  async function aYearGoesBy() {
    fixture.clock.now += YEAR_MS
    const { server } = fixture
    const keyId = await anotherKey()
    const row = await server.store.db.selectFrom('wordings').selectAll().executeTakeFirstOrThrow()
    await server.store.db
      .insertInto('wordings')
      .values({ ...row, hash: 'B'.repeat(43), number: 2, createdAt: fixture.clock.now })
      .execute()
    await fixture.takeBack(street, vera.membership.member)
    await fixture.setState('closed')
    return keyId
  }

  test('S7 hands in what it has under the key and the wording of then, without a session', async () => {
    for (const place of [0, 1]) await signAt(vera, place)
    const knocked = await vera.gathering.knock(await vera.door(doors[2] ?? ''), 'declined')
    const keyId = await aYearGoesBy()
    expect(await vera.pass()).toEqual({ kind: 'signed-out' })
    expect(await passWithSession(vera.parts, vera.membership)).toEqual({ kind: 'done' })
    expect(await statesOf(vera.phone)).toEqual(['held', 'held', 'held'])
    expect((await onServer()).map(({ id }) => id)).toContain(knocked.entry)
    // From now on it seals to the new key, and has no street any more.
    expect((await vera.phone.membership(fixture.petition))?.keyId).toBe(keyId)
    expect(await vera.phone.db.streets.count()).toBe(0)
  })

  test('S7 does so in the words of version 1 as well', async () => {
    for (const place of [0, 1]) await signAt(vera, place)
    await aYearGoesBy()
    await vera.phone.renewSession(fixture.petition)
    const entries = (await vera.entries()).map(({ entry }) => entry)
    const reply = await vera.browser.send({
      method: 'POST',
      path: `/petitions/${fixture.petition}/push`,
      body: v1.Push.parse({
        version: 1,
        nonce: 'A'.repeat(22),
        device: vera.membership.device,
        runs: [],
        unsent: [],
        entries,
      }),
    })
    if (reply.kind !== 'reply') throw new Error('the server is in this process')
    expect(v1.PushReply.parse(reply.json).receipts.map(({ state }) => state)).toEqual(['held', 'held'])
  })

  test('S7 a door that nobody knew then is asked about again at the next start, and is held', async () => {
    const door = DoorId.parse(testDice.id())
    const row = await vera.door(doors[0] ?? '')
    await vera.phone.db.doors.put({ ...row, id: door, position: 99 })
    await vera.gathering.knock({ ...row, id: door }, 'no-answer')
    await vera.pass()
    expect(await statesOf(vera.phone)).toEqual(['deferred: unknown-door'])
    const first = await fixture.server.store.db.selectFrom('doors').selectAll().executeTakeFirstOrThrow()
    await fixture.server.store.db
      .insertInto('doors')
      .values({ ...first, id: door, key: 'another', position: 99 })
      .execute()
    const start = () =>
      syncPass({
        ...vera.parts,
        petition: fixture.petition,
        device: vera.membership.device,
        memory: createPassMemory(),
      })
    expect(await start()).toEqual({ kind: 'done' })
    expect(await statesOf(vera.phone)).toEqual(['held'])
  })
})
