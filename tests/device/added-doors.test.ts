/** Doors that volunteers add on the spot: the real phone against the real server. */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sameDoorOf } from '#device/same-doors.ts'
import type { Door } from '#domain/door.ts'
import { DoorId, type StreetId } from '#domain/ids.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { joinedPhone } from '../tools/phone-fixture.ts'

type Joined = Awaited<ReturnType<typeof joinedPhone>>

let fixture: PetitionFixture
let street: StreetId
let vera: Joined
let otto: Joined

beforeEach(async () => {
  fixture = await startPetition()
  street = (await fixture.addStreet('Reede Road', 3)).street
  const join = async (name: string) =>
    joinedPhone(fixture, (await fixture.invite('volunteer', name, [street])).code)
  vera = await join('Vera Volunteer')
  otto = await join('Otto Other')
})
afterEach(() => fixture.close())

const houseA = (): Door => ({
  id: DoorId.parse(v7()),
  street,
  label: { number: 1002, suffix: 'A' },
  position: 1,
  mark: 'to-visit',
})
const rowOf = ({ phone }: Joined, door: DoorId) => phone.db.doors.get([fixture.petition, door])
const personal = { name: 'Ada Zymurgy', address: '1002A Reede Road', postcode: 'ZE1 0QF' }
const states = async (joined: Joined) => (await joined.entries()).map(({ state }) => state)

describe('a door that a phone adds', () => {
  test('can be knocked at and signed at once, offline, and all of it arrives', async () => {
    const door = houseA()
    await vera.gathering.describe(door, { label: door.label, note: 'side gate' })
    const row = await rowOf(vera, door.id)
    if (row === undefined) throw new Error('the door is there at once')
    await vera.gathering.sign({ street, door: row, method: 'typed', wording: fixture.wording, personal })
    expect((await rowOf(vera, door.id))?.mark).toBe('done')

    await vera.pass()
    expect(await states(vera)).toEqual(['held', 'held'])
    expect(await rowOf(vera, door.id)).toMatchObject({ label: door.label, mark: 'done', note: 'side gate' })
    await otto.pass()
    expect(await rowOf(otto, door.id)).toMatchObject({ label: door.label, mark: 'done', note: 'side gate' })
  })

  test('P1 is in clear on the disk as any door, and its entry holds neither label nor note', async () => {
    const door = houseA()
    await vera.gathering.describe(door, { label: { building: 'Zymurgy House' }, note: 'side gate' })
    expect(JSON.stringify(await vera.entries())).not.toMatch(/Zymurgy|side gate/)
  })

  test('of which another phone added the same becomes one, and the page of before finds it', async () => {
    const [hers, his] = [houseA(), houseA()]
    await vera.gathering.describe(hers, { label: hers.label })
    await vera.pass()
    await otto.gathering.describe(his, { label: his.label })
    const row = await rowOf(otto, his.id)
    if (row === undefined) throw new Error('the door is there at once')
    await otto.gathering.knock(row, 'declined')
    await otto.pass()
    expect(await states(otto)).toEqual(['held', 'held'])
    expect(await rowOf(otto, his.id)).toBeUndefined()
    expect(await rowOf(otto, hers.id)).toMatchObject({ mark: 'done' })
    expect(await sameDoorOf(otto.phone.db, his.id)).toBe(hers.id)
    await vera.pass()
    expect(await rowOf(vera, hers.id)).toMatchObject({ mark: 'done' })
    await otto.phone.leave(fixture.petition)
    expect(await otto.phone.db.settings.count()).toBe(0)
  })
})

test('a sticker means what the petition says it means, on the phone and on the server', async () => {
  const [first, second] = await vera.phone.db.doors.toArray()
  if (!first || !second) throw new Error('there are three doors')
  await vera.gathering.knock(first, 'sticker')
  await vera.gathering.knock(second, 'sticker', { stickers: 'may-knock' })
  expect([(await rowOf(vera, first.id))?.mark, (await rowOf(vera, second.id))?.mark]).toEqual([
    'do-not-knock',
    'to-visit',
  ])
  const { db } = fixture.server.store
  const { settings } = await db.selectFrom('petitions').select('settings').executeTakeFirstOrThrow()
  const may = JSON.stringify({ ...JSON.parse(settings ?? ''), stickers: 'may-knock' })
  await db.updateTable('petitions').set({ settings: may }).execute()
  await vera.pass()
  await otto.pass()
  expect((await rowOf(otto, first.id))?.mark).toBe('to-visit')
  expect((await rowOf(vera, first.id))?.mark).toBe('to-visit')
})
