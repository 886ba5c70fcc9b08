/** S10: signed before the deadline, arrived after. A real phone and a real server, in one process. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syncPass } from '#device/sync/pass.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { acceptBatch, listBatches, readBatch, undoBatch } from '#wire/batches.ts'
import { decideLate, readLate } from '#wire/late.ts'
import { readRoll } from '#wire/roll.ts'
import { type ApiCaller, joinAs } from '../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { createTestPhone, type JoinedPhone, joinedPhone } from '../tools/phone-fixture.ts'

const DEADLINE = Date.parse('2026-12-18T17:00:00.000Z')
const HOUR = 60 * 60 * 1000

let fixture: PetitionFixture
let street: StreetId
let doors: DoorId[]
let organiser: ApiCaller
let phoneClock: { now: number }
let vera: JoinedPhone
let params: { petition: string }

beforeEach(async () => {
  fixture = await startPetition()
  params = { petition: fixture.petition }
  ;({ street, doors } = await fixture.addStreet('Reede Road', 6))
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  const { code } = await fixture.invite('volunteer', 'Vera Volunteer', [street])
  phoneClock = { now: fixture.clock.now }
  vera = await joinedPhone(fixture, code, createTestPhone(fixture.app, phoneClock))
})
afterEach(() => fixture.close())

/** Signed at that time by the phone's own clock. */
async function sign(place: number, at: number, name = `Ada ${'Zymurgy'.slice(0, place + 2)}`) {
  phoneClock.now = at
  const door = await vera.door(doors[place] ?? '')
  const personal = { name, address: `${1001 + place} Reede Road`, postcode: 'ZE1 0QF' }
  return vera.gathering.sign({ street, door, method: 'typed', wording: fixture.wording, personal })
}

async function arrive(at: number) {
  fixture.clock.now = at
  phoneClock.now += at - phoneClock.now
  expect((await vera.pass()).kind).toBe('done')
}

const count = async () => (await organiser.call(readRoll, { params, query: {} })).count
const batches = async () => (await organiser.call(listBatches, { params, query: {} })).batches
const decide = (decision: 'let-in' | 'leave-out' | null) =>
  organiser.call(decideLate, { params, body: { decision } })

test('what arrives in time waits as ever', async () => {
  await sign(0, DEADLINE - HOUR)
  await arrive(DEADLINE)
  expect(await count()).toMatchObject({ received: 1, waiting: 1, late: 0 })
})

test('S10 what arrives after is kept apart, with both times, and counts nowhere until somebody decides', async () => {
  await sign(0, DEADLINE - HOUR)
  await sign(1, DEADLINE + HOUR)
  await arrive(DEADLINE + 2 * HOUR)
  expect(await count()).toMatchObject({ collected: 2, received: 2, waiting: 0, late: 2, counted: 0 })
  expect(await batches()).toMatchObject([{ state: 'late', counts: { received: 2, new: 0, late: 2 } }])
  const late = await organiser.call(readLate, { params })
  expect(late).toMatchObject({
    deadline: new Date(DEADLINE).toISOString(),
    decision: null,
    signedInTime: 1,
    signedLate: 1,
  })
  expect(late.arrivals.map(({ lateness, signedAt, receivedAt }) => [lateness, signedAt, receivedAt])).toEqual(
    expect.arrayContaining([
      ['late', new Date(DEADLINE - HOUR).toISOString(), new Date(DEADLINE + 2 * HOUR).toISOString()],
      ['signed-late', new Date(DEADLINE + HOUR).toISOString(), new Date(DEADLINE + 2 * HOUR).toISOString()],
    ]),
  )
  expect(JSON.stringify(late)).not.toContain('Zy')
  const [batch] = await batches()
  expect(await organiser.refusal(acceptBatch, { params: { ...params, batch: batch?.id ?? '' } })).toBe(
    'conflict',
  )
})

test('S10 let in, those signed in time wait and are accepted like any other; those signed late never', async () => {
  await sign(0, DEADLINE - HOUR)
  await sign(1, DEADLINE + HOUR)
  await arrive(DEADLINE + 2 * HOUR)
  expect(await decide('let-in')).toMatchObject({ decision: 'let-in', signedInTime: 1, signedLate: 1 })
  expect(await count()).toMatchObject({ waiting: 1, late: 1 })
  const [batch] = await batches()
  const at = { params: { ...params, batch: batch?.id ?? '' } }
  await organiser.call(acceptBatch, at)
  expect(await count()).toMatchObject({ counted: 1, late: 1, waiting: 0 })

  expect(await organiser.refusal(decideLate, { params, body: { decision: null } })).toBe('conflict')
  await organiser.call(undoBatch, at)
  expect(await count()).toMatchObject({ counted: 0, late: 1, waiting: 1 })
  await decide(null)
  expect(await count()).toMatchObject({ counted: 0, late: 2, waiting: 0 })
})

test('S10 a decision holds for those that arrive later', async () => {
  await decide('let-in')
  await sign(0, DEADLINE - HOUR)
  await arrive(DEADLINE + HOUR)
  expect(await count()).toMatchObject({ waiting: 1, late: 0 })
  expect(await batches()).toMatchObject([{ state: 'waiting' }])
  await decide('leave-out')
  expect(await count()).toMatchObject({ waiting: 0, late: 1 })
  await sign(1, DEADLINE - HOUR)
  await arrive(DEADLINE + 2 * HOUR)
  expect(await count()).toMatchObject({ waiting: 0, late: 2 })
  expect(await batches()).toHaveLength(1)
})

test('S10 an early batch that still waits is not mixed with what comes late', async () => {
  await sign(0, DEADLINE - 2 * HOUR)
  await arrive(DEADLINE - HOUR)
  await sign(1, DEADLINE - HOUR)
  await arrive(DEADLINE + HOUR)
  expect((await batches()).map(({ state }) => state).sort()).toEqual(['late', 'waiting'])
})

test('S10 a phone whose clock is measured to be fast is not taken at its word', async () => {
  await sign(0, DEADLINE - HOUR + 24 * HOUR)
  fixture.clock.now = DEADLINE + HOUR
  phoneClock.now = DEADLINE + HOUR + 24 * HOUR
  const { parts, membership } = vera
  const report = parts.storage.reporterFor(fixture.petition)
  const { store } = parts.storage
  expect((await syncPass({ ...parts, ...membership, store, report })).kind).toBe('done')
  const { arrivals } = await organiser.call(readLate, { params })
  expect(arrivals).toMatchObject([{ lateness: 'late', clockOffsetMs: 24 * HOUR }])
})

test('A1 a late signature that is withdrawn stays withdrawn whatever is decided', async () => {
  const id = await sign(0, DEADLINE - HOUR)
  await arrive(DEADLINE + HOUR)
  await vera.gathering.withdraw(id)
  await arrive(DEADLINE + 2 * HOUR)
  await decide('let-in')
  expect(await count()).toMatchObject({ received: 1, withdrawn: 1, waiting: 0, late: 0 })
})

test('T1 a late signature is received, and is in the collector’s tally', async () => {
  await sign(0, DEADLINE - HOUR)
  await arrive(DEADLINE + HOUR)
  const tallies = await fixture.server.store.db.selectFrom('tallies').selectAll().execute()
  expect(tallies).toMatchObject([{ street, received: 1, counted: 0 }])
  const [batch] = await batches()
  const page = await organiser.call(readBatch, { params: { ...params, batch: batch?.id ?? '' }, query: {} })
  expect(page.signatures).toMatchObject([{ standing: 'late', proposal: null }])
})
