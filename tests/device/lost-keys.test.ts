/** J4: a browser that lost its database, keys and all; its journal files live on. A real phone and a real server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NetReply } from '#device/ports.ts'
import { replaceDevice } from '#device/replace-device.ts'
import { passWithSession } from '#device/sync/pass-with-session.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { createMemoryDisk, createMemoryJournalFiles } from '../tools/memory-journal-files.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import {
  clockOf,
  createMemorySentinel,
  createTestPhone,
  type JoinedPhone,
  joinedPhone,
  newStorage,
  type TestPhone,
} from '../tools/phone-fixture.ts'

let fixture: PetitionFixture
let street: StreetId
let doors: DoorId[]
let vera: JoinedPhone
let code: string
let disk: ReturnType<typeof createMemoryDisk>
let sentinel: ReturnType<typeof createMemorySentinel>

const storageOver = () =>
  newStorage(clockOf(fixture.clock), { files: createMemoryJournalFiles(disk), sentinel })

beforeEach(async () => {
  fixture = await startPetition()
  const made = await fixture.addStreet('Reede Road', 8)
  street = made.street
  doors = made.doors
  code = (await fixture.invite('volunteer', 'Vera Volunteer', [street])).code
  disk = createMemoryDisk()
  sentinel = createMemorySentinel()
  const storage = storageOver()
  await storage.check.start()
  vera = await joinedPhone(fixture, code, createTestPhone(fixture.app, fixture.clock, { storage }))
  for (const place of [0, 1]) {
    await vera.gathering.sign({
      street,
      door: await vera.door(doors[place] ?? ''),
      method: 'typed',
      wording: fixture.wording,
      personal: { name: 'Ada Zymurgy', address: `${1001 + place} Reede Road`, postcode: 'ZE1 0QF' },
    })
  }
})
afterEach(() => fixture.close())

/** The next start, over an empty database. */
async function startWithoutDatabase(browser = vera.browser): Promise<TestPhone> {
  const storage = storageOver()
  await storage.check.start()
  return createTestPhone(fixture.app, fixture.clock, { storage, browser })
}

async function send({ phone, parts }: TestPhone) {
  const membership = await phone.membership(fixture.petition)
  if (membership === undefined) throw new Error('this phone is somebody')
  return { membership, outcome: await passWithSession(parts, membership) }
}

const statesIn = async ({ phone }: TestPhone) => (await phone.db.entries.toArray()).map(({ state }) => state)

describe('a phone whose keys are lost', () => {
  test('goes on as another device of the same member while its cookie lives, and sends what it had', async () => {
    const phone = await startWithoutDatabase()
    expect(await statesIn(phone)).toEqual(['unsent', 'unsent'])
    await phone.phone.recover('Chrome on Android')
    const { membership, outcome } = await send(phone)
    expect(outcome).toEqual({ kind: 'done' })
    expect(membership).toMatchObject({ member: vera.membership.member, name: 'Vera Volunteer' })
    expect(membership.device).not.toBe(vera.membership.device)
    expect(await statesIn(phone)).toEqual(['held', 'held'])
    expect(phone.phone.watch.status().orphans).toEqual([])
  })

  test('seals what it gathers from then on under its new keys', async () => {
    const phone = await startWithoutDatabase()
    await phone.phone.recover('Chrome on Android')
    const { membership } = await send(phone)
    const gathering = phone.phone.gather(membership)
    gathering.stop()
    const door = (await phone.phone.db.doors.toArray()).find(({ id }) => id === doors[2])
    if (door === undefined) throw new Error('its streets came back')
    await gathering.knock(door, 'no-answer')
    expect((await send(phone)).outcome).toEqual({ kind: 'done' })
    expect(await statesIn(phone)).toEqual(['held', 'held', 'held'])
  })

  test('says how many names wait for a code when its cookie is gone too, and sends them once it has joined', async () => {
    const phone = await startWithoutDatabase(createTestPhone(fixture.app, fixture.clock).browser)
    await phone.phone.recover('Chrome on Android')
    expect(await phone.phone.memberships()).toEqual([])
    expect(phone.phone.watch.status().orphans).toEqual([{ petition: fixture.petition, entries: 2 }])
    expect(await phone.phone.join(code, 'Chrome on Android')).toMatchObject({ kind: 'joined' })
    expect((await send(phone)).outcome).toEqual({ kind: 'done' })
    expect(await statesIn(phone)).toEqual(['held', 'held'])
  })

  test('S2 believes no reply about another device, as a cache gives that of a second tab: its keys would fit nobody', async () => {
    const storage = storageOver()
    await storage.check.start()
    const earlier: NetReply[] = []
    const test = createTestPhone(fixture.app, fixture.clock, {
      storage,
      browser: {
        ...vera.browser,
        async send(request) {
          const reply = await vera.browser.send(request)
          if (!/\/(devices|join)$/.test(request.path)) return reply
          earlier.push(reply)
          return earlier[0] ?? reply
        },
      },
    })
    await replaceDevice(test.parts, fixture.petition, 'Another tab')
    await test.phone.recover('Chrome on Android')
    expect(await test.phone.memberships()).toEqual([])
    earlier.length = 0
    await test.phone.recover('Chrome on Android')
    expect((await send(test)).outcome).toEqual({ kind: 'done' })
    expect(await statesIn(test)).toEqual(['held', 'held'])
  })

  test('does nothing without a network, and tries again', async () => {
    const storage = storageOver()
    await storage.check.start()
    const test = createTestPhone(fixture.app, fixture.clock, {
      storage,
      browser: { ...vera.browser, send: async () => ({ kind: 'unreachable' }) },
    })
    await test.phone.recover('Chrome on Android')
    expect(await test.phone.memberships()).toEqual([])
    expect(test.phone.watch.status().orphans).toMatchObject([{ entries: 2 }])
  })

  test('tells the server what happened with the next push', async () => {
    const phone = await startWithoutDatabase()
    await phone.phone.recover('Chrome on Android')
    const { membership } = await send(phone)
    const gathering = phone.phone.gather(membership)
    gathering.sync.wake()
    await expect
      .poll(async () => (await phone.parts.storage.reporterFor(fixture.petition).read()).incidents)
      .toEqual([])
    gathering.stop()
  })
})

describe('leaving', () => {
  test('S8 takes the files along: nothing of a petition comes back at the next start', async () => {
    expect((await send(vera)).outcome).toEqual({ kind: 'done' })
    expect(await vera.phone.leave(fixture.petition)).toEqual({ unsent: 0 })
    expect(await createMemoryJournalFiles(disk).runs()).toEqual([])
    const phone = await startWithoutDatabase()
    expect(await statesIn(phone)).toEqual([])
  })
})
