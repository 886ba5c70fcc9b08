import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StreetId } from '#domain/ids.ts'
import { readBoard } from '#wire/board.ts'
import { inviteAgain, inviteMember, listMembers, revokeDevice, revokeMember } from '#wire/members.ts'
import { readStreetSignatures } from '#wire/roll.ts'
import { readSession } from '#wire/session.ts'
import {
  assignStreet,
  deleteDoor,
  deleteStreet,
  listStreets,
  readStreet,
  renameStreet,
  saveStreets,
  takeBackStreet,
} from '#wire/streets.ts'
import { type ApiCaller, joinAs } from '../../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'

let fixture: PetitionFixture
let organiser: ApiCaller
let params: { petition: string }
beforeEach(async () => {
  fixture = await startPetition()
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  params = { petition: fixture.petition }
})
afterEach(() => fixture.close())

const streetOf = (name: string, numbers: readonly number[]) => ({
  id: randomUUID() as string,
  name,
  doors: numbers.map((number) => ({ id: randomUUID() as string, label: { number } })),
})

const scopeOf = async (member: string) => {
  const row = await fixture.server.store.db
    .selectFrom('members')
    .select('scope')
    .where('petition', '=', fixture.petition)
    .where('id', '=', member)
    .executeTakeFirstOrThrow()
  return row.scope
}

const changedAt = async (street: string) => {
  const row = await fixture.server.store.db
    .selectFrom('streets')
    .select('changed')
    .where('id', '=', street)
    .executeTakeFirstOrThrow()
  return row.changed
}

describe('saving streets', () => {
  test('twice has one effect', async () => {
    const street = streetOf('Reede Road', [1001, 1003, 1005])
    const body = { streets: [street] }
    expect(await organiser.call(saveStreets, { params, body })).toEqual({
      added: 1,
      addedDoors: 3,
      knownDoors: 0,
    })
    expect(await organiser.call(saveStreets, { params, body })).toEqual({
      added: 0,
      addedDoors: 0,
      knownDoors: 3,
    })
    const { doors } = await organiser.call(readStreet, { params: { ...params, street: street.id } })
    expect(doors.map(({ label, position }) => [label.number, position])).toEqual([
      [1001, 0],
      [1003, 1],
      [1005, 2],
    ])
  })

  test('a street of the same name gets the doors that it lacks', async () => {
    await organiser.call(saveStreets, { params, body: { streets: [streetOf('Reede Road', [1001, 1003])] } })
    const again = { streets: [streetOf('REEDE  road', [1003, 1005])] }
    expect(await organiser.call(saveStreets, { params, body: again })).toEqual({
      added: 0,
      addedDoors: 1,
      knownDoors: 1,
    })
    const { streets } = await organiser.call(listStreets, { params })
    expect(streets).toMatchObject([{ name: 'Reede Road', doors: 3 }])
  })

  test('5,000 doors at once', async () => {
    const streets = ['A', 'B'].map((name) =>
      streetOf(
        name,
        Array.from({ length: 2500 }, (_, n) => n + 1),
      ),
    )
    expect(await organiser.call(saveStreets, { params, body: { streets } })).toMatchObject({
      addedDoors: 5000,
    })
  })

  test('more doors than a walk list holds are refused, whichever save brings them', async () => {
    const numbers = (from: number) => Array.from({ length: 2000 }, (_, n) => from + n)
    await organiser.call(saveStreets, { params, body: { streets: [streetOf('A', numbers(1))] } })
    const reply = await organiser.send(saveStreets, {
      params,
      body: { streets: [streetOf('A', numbers(2001))] },
    })
    expect(await reply.json()).toEqual({
      error: 'bad-request',
      fields: { 'streets.0.doors': 'too-many-doors' },
    })
    expect((await organiser.call(listStreets, { params })).streets[0]?.doors).toBe(2000)
  })
})

describe('changing streets', () => {
  test('a new name reaches the phones, and no two streets share one', async () => {
    const [one, other] = [streetOf('Reede Road', [1001]), streetOf('Oxlow Lane', [1001])]
    await organiser.call(saveStreets, { params, body: { streets: [one, other] } })
    const before = await changedAt(one.id)
    const at = { ...params, street: one.id }
    const renamed = await organiser.call(renameStreet, {
      params: at,
      body: { name: 'Church Street', postcode: 'RM10' },
    })
    expect(renamed).toMatchObject({ name: 'Church Street', postcode: 'RM10' })
    expect(await changedAt(one.id)).toBeGreaterThan(before)
    expect(await organiser.refusal(renameStreet, { params: at, body: { name: 'oxlow lane' } })).toBe(
      'conflict',
    )
  })

  test('a deleted street stays as a mark with a new number, and its name is free again', async () => {
    const street = streetOf('Reede Road', [1001])
    await organiser.call(saveStreets, { params, body: { streets: [street] } })
    const before = await changedAt(street.id)
    await organiser.call(deleteStreet, { params: { ...params, street: street.id } })
    expect(await changedAt(street.id)).toBeGreaterThan(before)
    expect((await organiser.call(listStreets, { params })).streets).toEqual([])
    expect(await organiser.refusal(deleteStreet, { params: { ...params, street: street.id } })).toBe(
      'not-found',
    )

    const successor = streetOf('Reede Road', [1001])
    const saved = await organiser.call(saveStreets, { params, body: { streets: [successor] } })
    expect(saved).toEqual({ added: 1, addedDoors: 1, knownDoors: 0 })
    // The first save again, as an undo: by its ids it is the same street.
    await organiser.call(deleteStreet, { params: { ...params, street: successor.id } })
    expect(await organiser.call(saveStreets, { params, body: { streets: [street] } })).toMatchObject({
      addedDoors: 1,
    })
    expect((await organiser.call(listStreets, { params })).streets).toMatchObject([
      { id: street.id, doors: 1 },
    ])
  })

  test('a street that somebody has, and a door where somebody knocked, stay', async () => {
    const { street, doors } = await fixture.addStreet('Reede Road', 2)
    const at = { ...params, street }
    const { member } = await fixture.invite('volunteer', 'Vera', [street])
    expect(await organiser.refusal(deleteStreet, { params: at })).toBe('street-in-use')
    await organiser.call(takeBackStreet, { params: { ...at, member } })

    await insertKnock(street, doors[0] ?? '')
    expect(await organiser.refusal(deleteDoor, { params: { ...at, door: doors[0] ?? '' } })).toBe(
      'door-in-use',
    )
    expect(await organiser.refusal(deleteStreet, { params: at })).toBe('street-in-use')
    await organiser.call(deleteDoor, { params: { ...at, door: doors[1] ?? '' } })
    expect((await organiser.call(readStreet, { params: at })).doors).toHaveLength(1)
  })

  const insertKnock = (street: string, door: string) =>
    fixture.server.store.db
      .insertInto('entries')
      .values({
        petition: fixture.petition,
        id: randomUUID(),
        hash: 'hash',
        device: organiser.device,
        run: randomUUID(),
        seq: 1,
        v: 1,
        kind: 'knock',
        street,
        door,
        outcome: 'no-answer',
        method: null,
        wording: null,
        ref: null,
        madeAt: '2026-11-22T10:00:00.000Z',
        keyId: randomUUID(),
        enc: '',
        nonce: '',
        sealed: '',
        batch: null,
        received: 1,
        receivedAt: 1,
      })
      .execute()
})

describe('assigning', () => {
  test('S5 grows the scope of the member each time it changes anything, and only then', async () => {
    const { street } = await fixture.addStreet('Reede Road', 1)
    const { member } = await fixture.invite('volunteer', 'Vera')
    const at = { params: { ...params, street, member } }
    const before = await scopeOf(member)
    expect((await organiser.call(assignStreet, at)).assigned).toMatchObject([
      { member, name: 'Vera', role: 'volunteer' },
    ])
    expect(await scopeOf(member)).toBe(before + 1)
    await organiser.call(assignStreet, at)
    expect(await scopeOf(member)).toBe(before + 1)
    expect((await organiser.call(takeBackStreet, at)).assigned).toEqual([])
    expect(await scopeOf(member)).toBe(before + 2)
    await organiser.call(takeBackStreet, at)
    expect(await scopeOf(member)).toBe(before + 2)
  })
})

describe('a captain', () => {
  let captain: ApiCaller
  let own: StreetId
  let foreign: StreetId
  let volunteer: string
  let stranger: string
  beforeEach(async () => {
    own = (await fixture.addStreet('Own Street', 2)).street
    foreign = (await fixture.addStreet('Foreign Street', 2)).street
    captain = await joinAs(fixture.app, (await fixture.invite('captain', 'Carla', [own])).code)
    volunteer = (await fixture.invite('volunteer', 'Vera', [own])).member
    stranger = (await fixture.invite('volunteer', 'Sara', [foreign])).member
  })

  test('sees the own streets and who shares them, and nothing of the others', async () => {
    const { streets } = await captain.call(listStreets, { params })
    expect(streets.map(({ name }) => name)).toEqual(['Own Street'])
    const { members } = await captain.call(listMembers, { params })
    expect(members.map(({ name }) => name).sort()).toEqual(['Carla', 'Vera'])
    const board = await captain.call(readBoard, { params })
    expect(board.streets.map(({ name }) => name)).toEqual(['Own Street'])
    expect(board.roll).toBeNull()
    const elsewhere = { params: { ...params, street: foreign } }
    expect(await captain.refusal(readStreet, elsewhere)).toBe('not-found')
    expect(await captain.refusal(readStreetSignatures, elsewhere)).toBe('not-found')
    expect(await captain.call(readStreetSignatures, { params: { ...params, street: own } })).toEqual({
      signatures: [],
    })
  })

  test('gives own streets to volunteers only', async () => {
    expect(
      await captain.refusal(assignStreet, { params: { ...params, street: foreign, member: volunteer } }),
    ).toBe('not-found')
    const other = (await fixture.invite('captain', 'Cara', [own])).member
    expect(await captain.refusal(takeBackStreet, { params: { ...params, street: own, member: other } })).toBe(
      'not-allowed',
    )
    const given = await captain.call(assignStreet, { params: { ...params, street: own, member: stranger } })
    expect(given.assigned.map(({ name }) => name)).toContain('Sara')
  })

  test('invites volunteers to own streets only', async () => {
    const body = { name: 'New', role: 'volunteer' as const, streets: [own] }
    const invited = await captain.call(inviteMember, { params, body })
    expect(invited.link).toBe(`https://petition.example.org/join#${invited.code}`)
    expect(await captain.refusal(inviteMember, { params, body: { ...body, role: 'captain' } })).toBe(
      'not-allowed',
    )
    expect(await captain.refusal(inviteMember, { params, body: { ...body, streets: [foreign] } })).toBe(
      'not-found',
    )
    expect(await captain.refusal(inviteAgain, { params: { ...params, member: stranger } })).toBe('not-found')
    await captain.call(inviteAgain, { params: { ...params, member: volunteer } })
  })
})

describe('members', () => {
  test('an invitation admits six browsers, each listed; a new one ends the old', async () => {
    const body = { name: 'Vera', role: 'volunteer' as const, streets: [] }
    const { code, member, expiresAt } = await organiser.call(inviteMember, { params, body })
    expect(expiresAt).toBe('2026-12-11T17:00:00.000Z')
    for (let browser = 0; browser < 6; browser += 1) await joinAs(fixture.app, code)
    await expect(joinAs(fixture.app, code)).rejects.toThrow('code-used')
    const listed = (await organiser.call(listMembers, { params })).members.find(({ id }) => id === member)
    expect(listed).toMatchObject({ name: 'Vera', invitation: 'used', devices: { length: 6 } })

    const again = await organiser.call(inviteAgain, { params: { ...params, member } })
    await expect(joinAs(fixture.app, code)).rejects.toThrow('code-taken-back')
    await joinAs(fixture.app, again.code)
  })

  test('an invitation late in the day is good for fourteen days, an organiser’s for seven', async () => {
    fixture.clock.now = Date.parse('2026-12-10T10:00:00.000Z')
    const body = { name: 'Vera', role: 'volunteer' as const, streets: [] }
    expect((await organiser.call(inviteMember, { params, body })).expiresAt).toBe('2026-12-24T10:00:00.000Z')
    const second = { ...body, name: 'Otto', role: 'organiser' as const }
    expect((await organiser.call(inviteMember, { params, body: second })).expiresAt).toBe(
      '2026-12-17T10:00:00.000Z',
    )
  })

  test('who is revoked has no access, no street and no code, and stays listed', async () => {
    const { street } = await fixture.addStreet('Reede Road', 1)
    const { code, member } = await fixture.invite('volunteer', 'Vera', [street])
    const volunteer = await joinAs(fixture.app, code)
    await volunteer.call(readSession, { params })
    await organiser.call(revokeMember, { params: { ...params, member } })
    expect(await volunteer.refusal(readSession, { params })).toBe('signed-out')
    await expect(joinAs(fixture.app, code)).rejects.toThrow('code-taken-back')
    const { members } = await organiser.call(listMembers, { params })
    expect(members.find(({ id }) => id === member)).toMatchObject({ streets: [], invitation: 'taken-back' })
    expect((await organiser.call(listStreets, { params })).streets[0]?.assigned).toEqual([])
  })

  test('one browser can be revoked alone', async () => {
    const { code } = await fixture.invite('volunteer', 'Vera')
    const [lost, kept] = [await joinAs(fixture.app, code), await joinAs(fixture.app, code)]
    await organiser.call(revokeDevice, { params: { ...params, device: lost.device } })
    expect(await lost.refusal(readSession, { params })).toBe('signed-out')
    await kept.call(readSession, { params })
  })

  test('the last organiser who can enter stays', async () => {
    const at = { params: { ...params, member: organiser.member } }
    expect(await organiser.refusal(revokeMember, at)).toBe('conflict')
    const { code } = await fixture.invite('organiser', 'Otto')
    expect(await organiser.refusal(revokeMember, at)).toBe('conflict')
    const second = await joinAs(fixture.app, code)
    await second.call(revokeMember, at)
    expect(await organiser.refusal(readSession, { params })).toBe('signed-out')
  })

  test('a name with nothing in it is refused by its key', async () => {
    const reply = await organiser.send(inviteMember, {
      params,
      body: { name: '  ', role: 'volunteer', streets: [] },
    })
    expect(await reply.json()).toEqual({ error: 'bad-request', fields: { name: 'member-name-missing' } })
  })
})
