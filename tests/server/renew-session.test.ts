/** A phone that lost its cookie gets a session again by its key, and nobody else does. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { renewSession } from '#device/renew-session.ts'
import { toBase64url } from '#domain/base64url.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { type JoinedPhone, joinedPhone, testDice } from '../tools/phone-fixture.ts'

let fixture: PetitionFixture
let phone: JoinedPhone

beforeEach(async () => {
  fixture = await startPetition()
  phone = await joinedPhone(fixture, (await fixture.invite('volunteer', 'Vera Volunteer')).code)
})
afterEach(() => fixture.close())

test('a phone whose cookie is gone is signed out, renews by its key, and sends', async () => {
  phone.browser.cookies.clear()
  expect(await phone.pass()).toEqual({ kind: 'signed-out' })
  expect(await phone.phone.renewSession(fixture.petition)).toBe(true)
  expect(await phone.pass()).toEqual({ kind: 'done' })
})

test('another key, another device and another petition renew nothing', async () => {
  phone.browser.cookies.clear()
  const { keys } = await phone.parts.seal.createDeviceKeys()
  expect(await renewSession(phone.parts, { ...phone.membership, deviceKeys: keys })).toBe('ended')
  const other = { ...phone.membership, device: testDice.id() as typeof phone.membership.device }
  expect(await renewSession(phone.parts, other)).toBe('ended')
  expect(phone.browser.cookies.size).toBe(0)
})

test('a proof is refused when its challenge is old, or was never given', async () => {
  const path = `/petitions/${fixture.petition}/devices/${phone.membership.device}`
  const captured: string[] = []
  const net = {
    send: (request: Parameters<typeof phone.parts.net.send>[0]) => {
      if (request.method === 'POST') captured.push(JSON.stringify(request.body))
      return phone.parts.net.send(request)
    },
  }
  expect(await renewSession({ ...phone.parts, net }, phone.membership)).toBe('renewed')
  fixture.clock.now += 2 * 60 * 1000 + 1
  const headers = { 'Content-Type': 'application/json' }
  const replayed = await phone.browser.raw(`${path}/session`, {
    method: 'POST',
    headers,
    body: captured[0] ?? '',
  })
  expect(replayed.status).toBe(409)
  const forged = {
    ...JSON.parse(captured[0] ?? ''),
    challenge: `${fixture.clock.now}.${toBase64url(testDice.bytes(32))}`,
  }
  const refused = await phone.browser.raw(`${path}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify(forged),
  })
  expect(refused.status).toBe(409)
})

test('a proof opens one session', async () => {
  const path = `/petitions/${fixture.petition}/devices/${phone.membership.device}/session`
  let proof = ''
  const net = {
    send: (request: Parameters<typeof phone.parts.net.send>[0]) => {
      if (request.method === 'POST') proof = JSON.stringify(request.body)
      return phone.parts.net.send(request)
    },
  }
  expect(await renewSession({ ...phone.parts, net }, phone.membership)).toBe('renewed')
  const headers = { 'Content-Type': 'application/json' }
  const again = await phone.browser.raw(path, { method: 'POST', headers, body: proof })
  expect(again.status).toBe(409)
  // Another tab of the phone, in the same millisecond.
  expect(await renewSession(phone.parts, phone.membership)).toBe('renewed')
})

test('whose access has ended, or who has left, gets no session by the key', async () => {
  const { db } = fixture.server.store
  await db
    .updateTable('devices')
    .set({ revokedAt: fixture.clock.now })
    .where('id', '=', phone.membership.device)
    .execute()
  phone.browser.cookies.clear()
  expect(await phone.phone.renewSession(fixture.petition)).toBe(false)

  const second = await joinedPhone(fixture, (await fixture.invite('volunteer', 'Lee Leaver')).code)
  const { membership } = second
  expect(await second.phone.leave(fixture.petition)).toEqual({ unsent: 0 })
  const trail = await db.selectFrom('audit').select(['member', 'action', 'subject']).execute()
  expect(trail).toContainEqual({
    member: membership.member,
    action: 'device-revoked',
    subject: membership.device,
  })
  expect(await renewSession(second.parts, membership)).toBe('ended')
})
