/**
 * S7 old phone, new server and new phone, old server both work: the messages of
 * version 1 as they were, against today's server and today's phone.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { toBase64url } from '#domain/base64url.ts'
import { DoorRules } from '#domain/door-rules.ts'
import { Receipt } from '#domain/receipt.ts'
import { receiptOfVersion1 } from '#server/sync/receipt-of-version-1.ts'
import { HelloReply } from '#wire/hello.ts'
import { PullReply } from '#wire/pull.ts'
import { PushReply } from '#wire/push.ts'
import { commonWireVersion } from '#wire/version.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { type JoinedPhone, joinedPhone, testDice } from '../tools/phone-fixture.ts'
import * as v1 from './published/wire-v1.ts'

const published = readFileSync(new URL('published/wire-v1.json', import.meta.url), 'utf8')

describe('version 1 as it was published', () => {
  test('is never touched again', () => {
    expect(createHash('sha256').update(published).digest('hex')).toBe(
      '4a723647e76e114a72669c7a80db2d7dea39a25930df03853b2bcf261264a058',
    )
  })

  test('is what the schemas kept beside it say', () => {
    const messages = JSON.parse(published)
    const now = (schema: z.ZodMiniType) => z.toJSONSchema(schema, { io: 'input' })
    expect(now(v1.JoinReply)).toEqual(messages.join.reply)
    expect(now(v1.HelloReply)).toEqual(messages.hello.reply)
    expect(now(v1.Push)).toEqual(messages.push.body)
    expect(now(v1.PushReply)).toEqual(messages.push.reply)
    expect(now(v1.PullReply)).toEqual(messages.pull.reply)
    expect(now(v1.ProbeReply)).toEqual(messages.probe.reply)
  })
})

describe('the version that both speak', () => {
  test.each([
    [1, 1, 1],
    [1, 2, 2],
    [2, 2, 2],
    [1, 9, 2],
    [3, 9, undefined],
    [0, 0, undefined],
  ])('server %i to %i: %s', (oldest, newest, common) => {
    expect(commonWireVersion({ oldest, newest })).toBe(common)
  })
})

describe('a phone of version 1 and today’s server', () => {
  let fixture: PetitionFixture
  let phone: JoinedPhone

  beforeEach(async () => {
    fixture = await startPetition()
    const { street } = await fixture.addStreet('Reede Road', 3)
    phone = await joinedPhone(fixture, (await fixture.invite('volunteer', 'Vera Volunteer', [street])).code)
  })
  afterEach(() => fixture.close())

  const nonce = () => toBase64url(testDice.bytes(16))

  async function ask(method: 'GET' | 'POST', what: string, body?: unknown): Promise<unknown> {
    const path = `/petitions/${fixture.petition}/${what}`
    const reply = await phone.browser.send({ method, path, ...(body === undefined ? {} : { body }) })
    if (reply.kind !== 'reply' || reply.status !== 200) throw new Error(JSON.stringify(reply))
    return reply.json
  }

  const push = async (entries: readonly unknown[]) =>
    v1.PushReply.parse(
      await ask(
        'POST',
        'push',
        v1.Push.parse({
          version: 1,
          nonce: nonce(),
          device: phone.membership.device,
          runs: [],
          unsent: [],
          entries,
        }),
      ),
    )

  async function savedEntries() {
    const [door] = await phone.phone.db.doors.toArray()
    if (door === undefined) throw new Error('there are three doors')
    await phone.gathering.sign({
      street: door.street,
      door,
      method: 'typed',
      wording: fixture.wording,
      personal: { name: 'Ada Zymurgy', address: '1001 Reede Road', postcode: 'ZE1 0QF' },
    })
    await phone.gathering.knock(door, 'no-answer')
    return (await phone.entries()).map(({ entry }) => entry)
  }

  test('is greeted, and pulls', async () => {
    v1.HelloReply.parse(await ask('GET', `hello?n=${nonce()}`))
    const first = v1.PullReply.parse(await ask('GET', `pull?n=${nonce()}`))
    expect([first.streets.length, first.doors.length]).toEqual([1, 3])
    v1.PullReply.parse(await ask('GET', `pull?n=${nonce()}&cursor=${first.cursor}`))
  })

  test('pushes, and understands what becomes of each entry', async () => {
    const [sign, knock] = await savedEntries()
    const { receipts } = await push([
      sign,
      knock,
      { ...sign, id: v7() },
      { ...knock, id: v7(), v: 9 },
      'nonsense',
    ])
    expect(receipts.map(({ state }) => state)).toEqual(['held', 'held', 'refused', 'deferred', 'refused'])
    expect((await push([sign])).receipts).toMatchObject([{ state: 'held' }])
  })

  test('never hears a reason that it does not know', () => {
    const { options } = Receipt.def
    const reasons = (place: number) => {
      const shape = options[place]?.def.shape
      if (shape === undefined || !('reason' in shape)) throw new Error('this state has reasons')
      return shape.reason.def.innerType.options
    }
    const receipts: Receipt[] = [
      ...reasons(1).map((reason) => ({ state: 'deferred', reason, received: 7 })),
      ...reasons(2).map((reason) => ({ state: 'refused', reason })),
    ].map((rest) => Receipt.parse({ id: v7(), hash: '', ...rest }))
    expect(receipts.length).toBeGreaterThan(18)
    for (const receipt of receipts) v1.Receipt.parse(receiptOfVersion1(receipt))
  })
})

describe('today’s phone and another server', () => {
  const id = randomUUID()
  const hash = 'A'.repeat(43)
  const hello = {
    nonce: 'A'.repeat(22),
    wire: { oldest: 1, newest: 1 },
    serverTime: '2026-11-22T10:00:00.000Z',
    epoch: 'epoch',
    durableMark: 0,
    state: 'open',
    keyId: id,
    publicKey: 'A'.repeat(87),
  }
  const tallies = { asOf: 7, streets: [{ street: null, received: 1, counted: 1, alsoElsewhere: 0 }] }
  const pushReply = {
    version: 1,
    nonce: hello.nonce,
    epoch: 'epoch',
    durableMark: 0,
    receipts: [
      { id, hash, state: 'held', received: 7 },
      { id, hash, state: 'deferred', received: 7, reason: 'unknown-door' },
      { id, hash, state: 'refused', reason: 'cannot-open' },
    ],
    tallies,
  }
  const wording = {
    language: 'en',
    title: 'Keep the library open',
    request: 'Keep it open.',
    background: '',
    recipient: 'The council',
    privacyNotice: 'We hand your name to the council.',
    hash,
    number: 1,
  }
  const pullReply = {
    version: 1,
    nonce: hello.nonce,
    epoch: 'epoch',
    reset: true,
    petition: {
      state: 'open',
      title: 'Keep the library open',
      profile: 'informal',
      connections: ['live'],
      timeZone: 'Europe/London',
      returnBy: '2026-12-11T17:00',
      recipientDeadline: '2026-12-18T17:00',
      controllerName: 'Library Friends',
      contact: 'us@example.org',
      retainUntil: '2027-06-30',
      wordings: [wording],
    },
    streets: [{ id, name: 'Reede Road', position: 0 }],
    doors: [{ id, street: id, label: { number: 1001 }, position: 0, mark: 'to-visit' }],
    goneStreets: [],
    goneDoors: [],
    cursor: 'epoch.7.0',
    more: false,
    tallies,
  }

  const rules = DoorRules.parse({
    script: 'Hello.',
    questions: [{ question: 'Who gets my name?', answer: 'The council.' }],
    outcomes: ['sticker'],
    minimumAge: 16,
  })

  test('understands a server of version 1', () => {
    expect(HelloReply.parse(v1.HelloReply.parse(hello))).toEqual(hello)
    expect(PushReply.parse(v1.PushReply.parse(pushReply))).toEqual(pushReply)
    const { petition } = pullReply
    expect(PullReply.parse(v1.PullReply.parse(pullReply))).toEqual({
      ...pullReply,
      sameDoors: [],
      petition: { ...petition, ...DoorRules.parse({}) },
    })
  })

  test('leaves what a later server says beyond it, wherever it says so', () => {
    expect(HelloReply.parse(grown({ ...hello, wire: { oldest: 1, newest: 9 } }))).toEqual({
      ...hello,
      wire: { oldest: 1, newest: 9 },
    })
    expect(PushReply.parse(grown({ ...pushReply, version: 2 }))).toEqual({ ...pushReply, version: 2 })
    const ruled = {
      ...pullReply,
      version: 2,
      sameDoors: [{ id, door: id }],
      petition: { ...pullReply.petition, ...rules },
    }
    expect(PullReply.parse(grown(ruled))).toEqual(ruled)
  })

  test('reads a reason that it has no words for as "other", and the state stands', () => {
    const later = [
      { id, hash, state: 'deferred', received: 7, reason: 'moon-in-wrong-house' },
      { id, hash, state: 'refused', reason: 'moon-in-wrong-house', since: 3 },
    ]
    expect(later.map((each) => Receipt.parse(each))).toEqual([
      { id, hash, state: 'deferred', received: 7, reason: 'other' },
      { id, hash, state: 'refused', reason: 'other' },
    ])
  })

  /** Every object with one field more. */
  function grown(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(grown)
    if (typeof value !== 'object' || value === null) return value
    return {
      ...Object.fromEntries(Object.entries(value).map(([name, each]) => [name, grown(each)])),
      fromLater: { because: 'it grew' },
    }
  }
})
