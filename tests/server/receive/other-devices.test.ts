/** What one device sealed and another of the same member brings; and going on as a new device. */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { createPhoneKeys } from '#server/keys/phone-seal.ts'
import { listMembers, revokeDevice } from '#wire/members.ts'
import { replaceDevice } from '#wire/session.ts'
import { type ApiCaller, joinAs, sendTo } from '../../tools/api-caller.ts'
import { type Invited, type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinScripted, type ScriptedPhone, scriptedPhone } from '../../tools/scripted-phone.ts'
import { outcomesOf, signAt } from './entries.ts'

let fixture: PetitionFixture
let place: { street: StreetId; doors: DoorId[] }
let vera: Invited
let organiser: ApiCaller
let first: ScriptedPhone
let second: ScriptedPhone

beforeEach(async () => {
  fixture = await startPetition()
  place = await fixture.addStreet('Reede Road', 6)
  vera = await fixture.invite('volunteer', 'Vera Volunteer', [place.street])
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  first = await joinScripted(fixture.app, vera.code)
  second = await joinScripted(fixture.app, vera.code)
})
afterEach(() => fixture.close())

const db = () => fixture.server.store.db
const params = () => ({ petition: fixture.petition })

describe('A1 an entry is judged by the key of its own device', () => {
  test('what one browser sealed may come by another of the same member, and is the sealing one’s', async () => {
    const run = await first.newRun()
    const sign = await run.write(signAt(fixture, place, 0))
    const amend = await run.write({
      kind: 'amend',
      ref: sign.id,
      personal: { name: 'Ada Zed', postcode: 'ZE1 0QF' },
    })
    const own = await (await second.newRun()).write(signAt(fixture, place, 1))
    expect(outcomesOf(await second.push([sign, own, amend]))).toEqual(['held', 'held', 'held'])
    const stored = await db().selectFrom('signatures').select(['id', 'device', 'collector']).execute()
    expect(new Map(stored.map(({ id, device }) => [id, device]))).toEqual(
      new Map([
        [sign.id, first.session.device],
        [own.id, second.session.device],
      ]),
    )
    expect(new Set(stored.map(({ collector }) => collector))).toEqual(new Set([vera.member]))
    expect(outcomesOf(await first.push([sign]))).toEqual(['held'])
    expect(await db().selectFrom('signatures').selectAll().execute()).toHaveLength(2)
  })

  test('another member’s stays refused, whole and well sealed as it is', async () => {
    const other = await joinScripted(
      fixture.app,
      (await fixture.invite('volunteer', 'Otto Other', [place.street])).code,
    )
    const sign = await (await other.newRun()).write(signAt(fixture, place, 0))
    expect(outcomesOf(await first.push([sign]))).toEqual(['refused: foreign-device'])
    expect(await db().selectFrom('entries').selectAll().execute()).toEqual([])
  })

  test('an entry that names one device and was sealed by the other does not open', async () => {
    const forged = scriptedPhone(fixture.app, second.keys, second.cookie, {
      session: first.session,
      ...first.petitionKey,
    })
    const entry = await (await forged.newRun()).write(signAt(fixture, place, 0))
    expect(outcomesOf(await first.push([entry]))).toEqual(['refused: cannot-open'])
    expect(outcomesOf(await second.push([entry]))).toEqual(['refused: cannot-open'])
  })

  test('S8 what a revoked device sealed waits for a person, whoever brings it; what was here before stays held', async () => {
    const run = await first.newRun()
    const [before, after] = [
      await run.write(signAt(fixture, place, 0)),
      await run.write(signAt(fixture, place, 1)),
    ]
    await first.push([before])
    await organiser.call(revokeDevice, { params: { ...params(), device: first.session.device } })
    expect(outcomesOf(await second.push([before, after]))).toEqual(['held', 'deferred: device-revoked'])
    expect(await db().selectFrom('refused').select(['id', 'reason']).execute()).toEqual([
      { id: after.id, reason: 'device-revoked' },
    ])
    expect(await db().selectFrom('signatures').selectAll().execute()).toHaveLength(1)
  })
})

describe('going on as a new device', () => {
  const replace = async (changes: object = {}) => {
    const keys = await createPhoneKeys()
    const body = { device: v7(), publicKey: keys.publicKey, label: 'Chrome on Android', ...changes }
    const response = await sendTo(fixture.app, first.cookie, replaceDevice, { params: params(), body })
    return { keys, body, response }
  }

  test('a browser with its session and without its keys gets both anew, and brings what the old ones sealed', async () => {
    const old = await (await first.newRun()).write(signAt(fixture, place, 0))
    const { keys, response } = await replace()
    const reply = replaceDevice.reply.parse(await response.json())
    expect(reply.session).toMatchObject({ member: vera.member, name: 'Vera Volunteer' })
    expect(reply.session.device).not.toBe(first.session.device)
    const cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    const phone = scriptedPhone(fixture.app, keys, cookie, reply)
    const fresh = await (await phone.newRun()).write(signAt(fixture, place, 1))
    expect(outcomesOf(await phone.push([old, fresh]))).toEqual(['held', 'held'])
  })

  test('the old device stays listed and can be revoked; the trail says that one was added', async () => {
    const { body } = await replace()
    const { members } = await organiser.call(listMembers, { params: params() })
    const devices = members.find(({ id }) => id === vera.member)?.devices ?? []
    expect(devices.map(({ id, revokedAt }) => [id, revokedAt])).toEqual(
      expect.arrayContaining([
        [first.session.device, null],
        [body.device, null],
      ]),
    )
    const trail = await db().selectFrom('audit').select(['action', 'subject', 'member']).execute()
    expect(trail).toContainEqual({ action: 'device-joined', subject: body.device, member: vera.member })
  })

  test('S1 asked again after a lost reply it is the same device; another’s id is refused', async () => {
    const { body } = await replace()
    expect((await replace(body)).response.status).toBe(200)
    expect((await replace({ device: second.session.device })).response.status).toBe(409)
    expect((await replace({ device: body.device })).response.status).toBe(409)
    expect(
      await db().selectFrom('devices').select('id').where('member', '=', vera.member).execute(),
    ).toHaveLength(3)
  })

  test('nobody fills the list of devices', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 7; n += 1) statuses.push((await replace()).response.status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
  })
})
