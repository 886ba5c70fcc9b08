/** What was deferred is taken in when the server learns what it lacked. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '#domain/entry.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { sealBox } from '#server/keys/box.ts'
import { currentKeys } from '#server/keys/petition-keys.ts'
import { newId } from '#server/new-id.ts'
import { retryAllDeferred, startRetrying } from '#server/receive/retry-deferred.ts'
import { saveStreets } from '#wire/streets.ts'
import { type ApiCaller, joinAs } from '../../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinScripted, type ScriptedPhone, type ScriptedRun } from '../../tools/scripted-phone.ts'
import { outcomesOf, signAt } from './entries.ts'

let fixture: PetitionFixture
let place: { street: StreetId; doors: DoorId[] }
let organiser: ApiCaller
let phone: ScriptedPhone
let run: ScriptedRun

beforeEach(async () => {
  fixture = await startPetition()
  place = await fixture.addStreet('Reede Road', 8)
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  phone = await joinScripted(
    fixture.app,
    (await fixture.invite('volunteer', 'Vera Volunteer', [place.street])).code,
  )
  run = await phone.newRun()
})
afterEach(() => fixture.close())

const db = () => fixture.server.store.db
const rowsOf = async (table: 'entries' | 'refused' | 'signatures') =>
  (await db().selectFrom(table).selectAll().execute()).length
const retry = () => retryAllDeferred(fixture.server, new AbortController().signal)

/** A street that a phone knows and the server does not, as after a restore. */
const lostPlace = () => ({
  street: newId(fixture.server) as StreetId,
  doors: [1, 2].map(() => newId(fixture.server) as DoorId),
})

const saving = ({ street, doors }: ReturnType<typeof lostPlace>, withDoors = doors) =>
  organiser.call(saveStreets, {
    params: { petition: fixture.petition },
    body: {
      streets: [
        {
          id: street,
          name: 'Heathway',
          doors: withDoors.map((id) => ({ id, label: { number: doors.indexOf(id) + 1 } })),
        },
      ],
    },
  })

describe('an unknown door', () => {
  test('S3 what waits for it is taken in when it is saved, with what amends it; the phone then hears "held"', async () => {
    const lost = lostPlace()
    const sign = await run.write(signAt(fixture, lost, 0))
    const other = await run.write(signAt(fixture, lost, 1))
    const amend = await run.write({
      kind: 'amend',
      ref: sign.id,
      personal: { name: 'Ada Zed', postcode: 'ZE1 0QF' },
    })
    expect(outcomesOf(await phone.push([sign, other, amend]))).toEqual([
      'deferred: unknown-door',
      'deferred: unknown-door',
      'deferred: unknown-ref',
    ])
    await saving(lost, lost.doors.slice(0, 1))
    expect([await rowsOf('entries'), await rowsOf('refused'), await rowsOf('signatures')]).toEqual([2, 1, 1])
    const { doors: _, ...nowhere } = lost
    expect(outcomesOf(await phone.push([sign, other, amend]))).toEqual([
      'held',
      'deferred: unknown-door',
      'held',
    ])
    await saving(lost)
    expect([await rowsOf('entries'), await rowsOf('refused'), await rowsOf('signatures')]).toEqual([3, 0, 2])
    const tallies = await db().selectFrom('tallies').select(['street', 'received', 'collector']).execute()
    expect(tallies).toEqual([{ street: nowhere.street, received: 2, collector: phone.session.member }])
    const [batch] = await db().selectFrom('batches').select(['device', 'member']).execute()
    expect(batch).toEqual({ device: phone.session.device, member: phone.session.member })
  })

  test('is looked for again when a server starts, in bites, however many wait', async () => {
    const lost = lostPlace()
    const entries: Entry[] = []
    for (let n = 0; n < 230; n += 1) entries.push(await run.write(signAt(fixture, lost, n % 2)))
    await phone.push(entries)
    expect(await rowsOf('refused')).toBe(230)
    await db().insertInto('streets').values(rowOf(lost.street)).execute()
    await db()
      .insertInto('doors')
      .values(lost.doors.map((id, n) => doorOf(lost.street, id, n)))
      .execute()
    const retrying = startRetrying(fixture.server)
    await expect.poll(() => rowsOf('refused'), { timeout: 15_000 }).toBe(0)
    await retrying.stop()
    expect(await rowsOf('signatures')).toBe(230)
  })

  test('that never comes costs nothing and loses nothing', async () => {
    await phone.push([await run.write(signAt(fixture, lostPlace(), 0))])
    const before = await db().selectFrom('refused').selectAll().execute()
    await retry()
    expect(await db().selectFrom('refused').selectAll().execute()).toEqual(before)
  })

  const rowOf = (id: string) => ({
    petition: fixture.petition,
    id,
    key: 'heathway',
    name: 'Heathway',
    postcode: null,
    position: 9,
    changed: 1,
    deletedAt: null,
  })
  const doorOf = (street: string, id: string, position: number) => ({
    petition: fixture.petition,
    id,
    street,
    key: String(position),
    label: JSON.stringify({ number: position + 1 }),
    postcode: null,
    position,
    mark: 'to-visit',
    changed: 1,
    deletedAt: null,
  })
})

describe('S7 what an older server did not understand', () => {
  test('is taken in by a newer one, or refused for the reason that it finds', async () => {
    const sign = await run.write(signAt(fixture, place, 0))
    const broken = { ...(await run.write(signAt(fixture, place, 1))), seq: 77 }
    await deferAsUnknown(sign, 'newer-version')
    await deferAsUnknown(broken, 'unknown-kind')
    await retry()
    expect(await rowsOf('signatures')).toBe(1)
    expect(await db().selectFrom('refused').select(['id', 'reason']).execute()).toEqual([
      { id: broken.id, reason: 'hash-mismatch' },
    ])
    expect(outcomesOf(await phone.push([sign]))).toEqual(['held'])
  })

  test('still not understood, it waits on; what a person has decided is left alone', async () => {
    const sign = await run.write(signAt(fixture, place, 0))
    await phone.push([{ ...sign, v: 99 }])
    const decided = await run.write(signAt(fixture, place, 1))
    await deferAsUnknown(decided, 'newer-version')
    await db().updateTable('refused').set({ resolution: 'left-out' }).where('id', '=', decided.id).execute()
    await retry()
    expect(await rowsOf('entries')).toBe(0)
    expect(outcomesOf(await phone.push([decided]))).toEqual(['deferred: newer-version'])
    expect(await rowsOf('entries')).toBe(0)
  })

  test('a person took it in: the phone hears "held", and it is not taken in twice', async () => {
    const sign = await run.write(signAt(fixture, place, 0))
    await deferAsUnknown(sign, 'newer-version')
    await db().updateTable('refused').set({ resolution: 'taken-in' }).execute()
    expect(outcomesOf(await phone.push([sign]))).toEqual(['held'])
    expect(await rowsOf('signatures')).toBe(0)
  })

  /** As a server of before would have left it. */
  async function deferAsUnknown(entry: Entry, reason: string) {
    const { dataKey } = await currentKeys(fixture.server, fixture.petition)
    const { petition, id, hash, device } = entry
    const rawSealed = sealBox(
      dataKey,
      `refused/${id}/${hash}`,
      JSON.stringify(entry),
      fixture.server.randomBytes(12),
    )
    const row = { petition, id, hash, device, reason, ref: null, rawSealed, received: 1, receivedAt: 1 }
    await db().insertInto('refused').values(row).execute()
  }
})

test('S3 what somebody made up under an entry’s name does not stand in the way of the entry', async () => {
  const lost = lostPlace()
  const sign = await run.write(signAt(fixture, lost, 0))
  await phone.push([{ ...sign, v: 99 }])
  expect(outcomesOf(await phone.push([sign]))).toEqual(['deferred: unknown-door'])
  expect(outcomesOf(await phone.push([{ ...sign, v: 99 }]))).toEqual(['deferred: newer-version'])
  await saving(lost)
  expect(await rowsOf('signatures')).toBe(1)
})
