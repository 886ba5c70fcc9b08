/** Getting in: a real phone joins a real server. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPhone } from '#device/phone.ts'
import type { NetReply } from '#device/ports.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { createTestPhone, joinedPhone } from '../tools/phone-fixture.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let fixture: PetitionFixture

beforeEach(async () => {
  fixture = await startPetition()
})
afterEach(() => fixture.close())

const newPhone = () => createTestPhone(fixture.app, fixture.clock)
const devices = () => fixture.server.store.db.selectFrom('devices').selectAll().execute()

describe('a code', () => {
  test('lets its member in, as who they are', async () => {
    const { code, member } = await fixture.invite('volunteer', 'Vera Volunteer')
    const { membership } = await joinedPhone(fixture, code)
    expect(membership).toMatchObject({
      petition: fixture.petition,
      title: 'Keep the library open',
      member,
      name: 'Vera Volunteer',
      role: 'volunteer',
    })
  })

  test('is read as people type it', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer')
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4).replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect(await newPhone().phone.join(typed, 'Chrome')).toMatchObject({ kind: 'joined' })
  })

  test('that is wrong, half typed, run out or taken back says which', async () => {
    const { code, member } = await fixture.invite('volunteer', 'Vera Volunteer')
    const { phone } = newPhone()
    expect(await phone.join('0000-0000', 'Chrome')).toEqual({ kind: 'refused', code: 'code-wrong' })
    expect(await phone.join('K7QM', 'Chrome')).toEqual({ kind: 'refused', code: 'bad-request' })
    fixture.clock.now += 400 * DAY_MS
    expect(await phone.join(code, 'Chrome')).toEqual({ kind: 'refused', code: 'code-expired' })
    fixture.clock.now -= 400 * DAY_MS
    await fixture.server.store.db
      .updateTable('invitations')
      .set({ takenBackAt: fixture.clock.now })
      .where('member', '=', member)
      .execute()
    expect(await phone.join(code, 'Chrome')).toEqual({ kind: 'refused', code: 'code-taken-back' })
    expect(await phone.memberships()).toEqual([])
    expect(await devices()).toEqual([])
  })

  test('lives until the packs are to be back, and at least two weeks', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer')
    fixture.clock.now = Date.parse('2026-12-11T16:59:59Z')
    expect(await newPhone().phone.join(code, 'Chrome')).toMatchObject({ kind: 'joined' })
    const late = await fixture.invite('volunteer', 'Len Late')
    fixture.clock.now += 13 * DAY_MS
    expect(await newPhone().phone.join(late.code, 'Chrome')).toMatchObject({ kind: 'joined' })
    expect(await newPhone().phone.join(code, 'Chrome')).toEqual({ kind: 'refused', code: 'code-expired' })
  })

  test('admits several browsers of one person, each listed, and then no more', async () => {
    const { code, member } = await fixture.invite('volunteer', 'Vera Volunteer')
    for (let n = 0; n < 6; n += 1) {
      expect(await newPhone().phone.join(code, `Browser ${n}`)).toMatchObject({ kind: 'joined' })
    }
    expect(await newPhone().phone.join(code, 'One more')).toEqual({ kind: 'refused', code: 'code-used' })
    const listed = (await devices()).map((device) => [device.member, device.label])
    expect(listed.sort()).toEqual(Array.from({ length: 6 }, (_, n) => [member, `Browser ${n}`]))
  })

  test('of an organiser admits one browser, even when two ask at once', async () => {
    const outcomes = await Promise.all(
      [newPhone(), newPhone(), newPhone()].map(({ phone }) => phone.join(fixture.organiserCode, 'Firefox')),
    )
    expect(outcomes.map((each) => (each.kind === 'refused' ? each.code : each.kind)).sort()).toEqual([
      'code-used',
      'code-used',
      'joined',
    ])
  })

  test('of somebody whose access has ended lets nobody in, and uses up no place', async () => {
    const { code, member } = await fixture.invite('volunteer', 'Vera Volunteer')
    const { db } = fixture.server.store
    await db.updateTable('members').set({ revokedAt: fixture.clock.now }).where('id', '=', member).execute()
    expect(await newPhone().phone.join(code, 'Chrome')).toEqual({ kind: 'refused', code: 'code-taken-back' })
    expect(await devices()).toEqual([])
    const { remaining } = await db
      .selectFrom('invitations')
      .select('remaining')
      .where('member', '=', member)
      .executeTakeFirstOrThrow()
    expect(remaining).toBe(6)
  })

  test('can’t be guessed: after some tries the server wants a rest, also from who has the right one', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer')
    const { phone, browser } = newPhone()
    const outcomes: unknown[] = []
    for (let n = 0; n < 40; n += 1) outcomes.push(await phone.join(`0000-${1000 + n}`, 'Chrome'))
    expect(outcomes[0]).toEqual({ kind: 'refused', code: 'code-wrong' })
    expect(outcomes.at(-1)).toEqual({ kind: 'refused', code: 'too-many-attempts' })
    expect(await phone.join(code, 'Chrome')).toEqual({ kind: 'refused', code: 'too-many-attempts' })
    const refused = await browser.raw('/join', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, device: crypto.randomUUID(), publicKey: 'A'.repeat(87), label: '' }),
    })
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
    fixture.clock.now += 60_000
    expect(await phone.join(code, 'Chrome')).toMatchObject({ kind: 'joined' })
  })
})

describe('signing in again', () => {
  async function signedOut() {
    const { street, doors } = await fixture.addStreet('Reede Road', 3)
    const invited = await fixture.invite('volunteer', 'Vera Volunteer', [street])
    const phone = await joinedPhone(fixture, invited.code)
    const door = await phone.door(doors[0] ?? '')
    const id = await phone.gathering.sign({
      street,
      door,
      method: 'typed',
      wording: fixture.wording,
      personal: { name: 'Ada Example', postcode: 'RM10 7TU' },
    })
    phone.browser.cookies.clear()
    expect(await phone.pass()).toEqual({ kind: 'signed-out' })
    return { ...invited, ...phone, street, id }
  }

  test('on the same browser keeps its device, and what it has not sent arrives', async () => {
    const before = await signedOut()
    const after = await joinedPhone(fixture, before.code, before)
    expect(after.membership.device).toBe(before.membership.device)
    expect(await devices()).toHaveLength(1)
    expect((await after.entries()).map(({ id, state }) => [id, state])).toEqual([[before.id, 'held']])
    await after.gathering.amend(before.id, before.street, { name: 'Ada Exemplar', postcode: 'RM10 7TU' })
    await after.pass()
    expect((await after.entries()).map(({ state }) => state)).toEqual(['held', 'held'])
  })

  test('after the browser was revoked makes it a new one', async () => {
    const before = await signedOut()
    await fixture.server.store.db.updateTable('devices').set({ revokedAt: fixture.clock.now }).execute()
    const after = createTestPhone(fixture.app, fixture.clock)
    const joined = await joinedPhone(fixture, before.code, {
      ...after,
      parts: before.parts,
      phone: before.phone,
      browser: before.browser,
    })
    expect(joined.membership.device).not.toBe(before.membership.device)
    expect((await joined.entries()).map(({ state, reason }) => [state, reason])).toEqual([
      ['deferred', 'device-revoked'],
    ])
  })

  test('somebody else’s device is never handed over for knowing its id', async () => {
    const before = await signedOut()
    const other = await fixture.invite('volunteer', 'Otto Other')
    const { browser } = newPhone()
    const reply = await browser.send({
      method: 'POST',
      path: '/join',
      body: {
        code: other.code,
        device: crypto.randomUUID(),
        publicKey: 'A'.repeat(87),
        known: [before.membership.device],
        label: '',
      },
    })
    expect(reply).toMatchObject({ status: 200 })
    expect(JSON.stringify(reply)).not.toContain(before.membership.device)
  })
})

describe('a session', () => {
  test('is an HttpOnly, SameSite=Strict, Secure cookie for this petition only; the database has only its hash', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer')
    const { browser } = newPhone()
    const response = await browser.raw('/join', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, device: crypto.randomUUID(), publicKey: 'A'.repeat(87), label: '' }),
    })
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^pp_session=[\w-]{43}; /)
    for (const attribute of [
      'HttpOnly',
      'Secure',
      'SameSite=Strict',
      `Path=/api/v1/petitions/${fixture.petition}`,
    ]) {
      expect(cookie).toContain(attribute)
    }
    const token = cookie.slice('pp_session='.length, 'pp_session='.length + 43)
    const rows = await fixture.server.store.db.selectFrom('sessions').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('ends for a revoked browser alone, and for all browsers of a revoked member', async () => {
    const { code, member } = await fixture.invite('volunteer', 'Vera Volunteer')
    const [one, other] = [await joinedPhone(fixture, code), await joinedPhone(fixture, code)]
    const { db } = fixture.server.store
    const revokedAt = fixture.clock.now
    await db.updateTable('devices').set({ revokedAt }).where('id', '=', one.membership.device).execute()
    expect([await one.pass(), await other.pass()]).toEqual([{ kind: 'signed-out' }, { kind: 'done' }])
    await db.updateTable('members').set({ revokedAt }).where('id', '=', member).execute()
    expect(await other.pass()).toEqual({ kind: 'signed-out' })
  })

  test('runs out after 180 days', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer')
    const phone = await joinedPhone(fixture, code)
    fixture.clock.now += 180 * DAY_MS - 1
    expect(await phone.pass()).toEqual({ kind: 'done' })
    fixture.clock.now += 1
    expect(await phone.pass()).toEqual({ kind: 'signed-out' })
  })

  test('S8 is not left while something is unsent; then nothing stays on the phone', async () => {
    const { street, doors } = await fixture.addStreet('Reede Road', 1)
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer', [street])
    const { phone, gathering, pass, door } = await joinedPhone(fixture, code)
    await gathering.knock(await door(doors[0] ?? ''), 'no-answer')
    expect(await phone.leave(fixture.petition)).toEqual({ unsent: 1 })
    expect(await phone.memberships()).toHaveLength(1)
    await pass()
    expect(await phone.leave(fixture.petition)).toEqual({ unsent: 0 })
    for (const table of phone.db.tables) expect(await table.count(), table.name).toBe(0)
    expect(await pass()).toEqual({ kind: 'signed-out' })
  })
})

describe('the key probe', () => {
  test('tells that the server can open what this phone seals', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer')
    const { gathering } = await joinedPhone(fixture, code)
    expect(await gathering.probeKey()).toBe('opened')
  })

  test('tells when it can’t, and does not take a sign-out or a stranger for that', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer')
    const { phone, parts, membership, browser } = await joinedPhone(fixture, code)
    const { publicKey } = await parts.seal.createDeviceKeys()
    expect(await phone.gather({ ...membership, publicKey }).probeKey()).toBe('not-opened')
    browser.cookies.clear()
    expect(await phone.gather(membership).probeKey()).toBe('offline')
  })
})

describe('somebody else in the same browser', () => {
  test('S8 gets in only when everything of the first is sent, and takes nothing over', async () => {
    const { street } = await fixture.addStreet('Reede Road', 2)
    const first = await joinedPhone(
      fixture,
      (await fixture.invite('volunteer', 'Vera Volunteer', [street])).code,
    )
    const door = (await first.phone.db.doors.toArray())[0]
    if (door === undefined) throw new Error('the street has doors')
    await first.gathering.knock(door, 'no-answer')
    const { code } = await fixture.invite('volunteer', 'Sam Second')

    expect(await first.phone.join(code, 'Chrome')).toEqual({
      kind: 'unsent-of-another',
      name: 'Vera Volunteer',
      unsent: 1,
    })
    expect(await first.phone.membership(fixture.petition)).toEqual(first.membership)
    // The session is the first one's again, and what was unsent arrives as theirs.
    expect(await first.pass()).toEqual({ kind: 'done' })
    expect((await first.entries()).map(({ state }) => state)).toEqual(['held'])

    expect(await first.phone.join(code, 'Chrome')).toMatchObject({
      kind: 'joined',
      membership: { name: 'Sam Second' },
    })
    expect(await first.entries()).toEqual([])
  })

  test('S8 does not get in when the link breaks just after the code; the next pass sends as the first', async () => {
    const { first, secondCode } = await twoInOneBrowser()
    const { phone } = first
    const cut = createPhone({
      ...first.parts,
      net: {
        send: (request) =>
          request.path === '/join'
            ? first.browser.send(request)
            : Promise.resolve<NetReply>({ kind: 'unreachable' }),
      },
    })

    expect(await cut.join(secondCode, 'Chrome')).toMatchObject({ kind: 'unsent-of-another', unsent: 1 })
    expect(await phone.membership(fixture.petition)).toEqual(first.membership)
    expect(await first.pass()).toEqual({ kind: 'signed-out' })
    expect(await phone.renewSession(fixture.petition)).toBe(true)
    expect(await first.pass()).toEqual({ kind: 'done' })
    expect((await first.entries()).map(({ state }) => state)).toEqual(['held'])
  })

  test('S5 gets the own streets, not those of one whose access has ended', async () => {
    const { first, secondCode } = await twoInOneBrowser()
    const { db } = fixture.server.store
    const { member } = first.membership
    await db.updateTable('members').set({ revokedAt: fixture.clock.now }).where('id', '=', member).execute()
    expect(await first.phone.join(secondCode, 'Chrome')).toMatchObject({ kind: 'joined' })
    expect(await first.phone.db.streets.count()).toBe(0)
    expect(await first.phone.db.petitions.count()).toBe(0)
    // And what the other had not sent is with the organisers.
    expect((await first.entries()).map(({ reason }) => reason)).toEqual(['device-revoked'])
  })

  /** The first has knocked and not sent it. */
  async function twoInOneBrowser() {
    const { street } = await fixture.addStreet('Reede Road', 2)
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer', [street])
    const first = await joinedPhone(fixture, code)
    const door = (await first.phone.db.doors.toArray())[0]
    if (door === undefined) throw new Error('the street has doors')
    await first.gathering.knock(door, 'no-answer')
    const second = await fixture.invite('volunteer', 'Sam Second')
    return { first, secondCode: second.code }
  }
})
