/** When a save is sent: a real phone, a real server, and a clock whose waits are ended by hand. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPhone, type Gathering } from '#device/phone.ts'
import type { NetRequest } from '#device/ports.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { type JoinedPhone, joinedPhone } from '../tools/phone-fixture.ts'

const QUIET_MS = 500

let fixture: PetitionFixture
let vera: JoinedPhone
let gathering: Gathering
let asked: NetRequest[]
let waits: (() => void)[]

beforeEach(async () => {
  fixture = await startPetition()
  const { street } = await fixture.addStreet('Reede Road', 8)
  vera = await joinedPhone(fixture, (await fixture.invite('volunteer', 'Vera Volunteer', [street])).code)
  asked = []
  waits = []
  const { net, clock } = vera.parts
  const membership = await vera.phone.membership(fixture.petition)
  if (!membership) throw new Error('she has joined')
  gathering = createPhone({
    ...vera.parts,
    net: {
      send(request) {
        asked.push(request)
        return net.send(request)
      },
    },
    clock: {
      now: clock.now,
      sleep: (ms, signal) =>
        ms === QUIET_MS ? new Promise((resolve) => waits.push(resolve)) : clock.sleep(ms, signal),
    },
  }).gather(membership)
})
afterEach(async () => {
  gathering.stop()
  await fixture.close()
})

const knockAt = async (position: number) => {
  const doors = await vera.phone.db.doors.orderBy('[petition+id]').toArray()
  const door = doors[position]
  if (!door) throw new Error('there are eight doors')
  await gathering.knock(door, 'no-answer')
}
const pushes = () => asked.filter(({ path }) => path.endsWith('/push')).length
const quiet = async () => {
  waits.shift()?.()
  await new Promise((resolve) => setTimeout(resolve, 50))
}

test('S4 a save is sent when no other has come for half a second', async () => {
  await knockAt(0)
  expect(asked).toEqual([])
  await quiet()
  await expect.poll(pushes).toBe(1)
})

test('S4 saves that come together are sent together', async () => {
  await knockAt(0)
  await knockAt(1)
  await quiet()
  expect(asked).toEqual([])
  await quiet()
  await expect.poll(pushes).toBe(1)
  expect(waits).toEqual([])
})

test('S4 nobody who goes on and on keeps what is saved from being sent', async () => {
  for (let save = 0; save < 11; save += 1) {
    await knockAt(save % 8)
    if (save > 0) await quiet()
  }
  await expect.poll(pushes).toBe(1)
})
