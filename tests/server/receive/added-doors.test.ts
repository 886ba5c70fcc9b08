/** Doors that volunteers add on the spot, and notes on how to get to one. */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoorDescription } from '#domain/door-description.ts'
import { DoorId, type StreetId } from '#domain/ids.ts'
import { clearDoorNote, deleteDoor, readStreet } from '#wire/streets.ts'
import { pull } from '#wire/sync.ts'
import { type ApiCaller, joinAs, sendTo } from '../../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinScripted, newNonce, type ScriptedPhone, type ScriptedRun } from '../../tools/scripted-phone.ts'
import { outcomesOf, signAt } from './entries.ts'

let fixture: PetitionFixture
let place: { street: StreetId; doors: DoorId[] }
let organiser: ApiCaller
let vera: ScriptedPhone
let otto: ScriptedPhone
let run: ScriptedRun
let ottos: ScriptedRun

beforeEach(async () => {
  fixture = await startPetition()
  place = await fixture.addStreet('Reede Road', 6)
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  const join = async (name: string) =>
    joinScripted(fixture.app, (await fixture.invite('volunteer', name, [place.street])).code)
  vera = await join('Vera Volunteer')
  otto = await join('Otto Other')
  run = await vera.newRun()
  ottos = await otto.newRun()
})
afterEach(() => fixture.close())

const db = () => fixture.server.store.db
const newDoor = () => DoorId.parse(v7())
const added = (door: DoorId, personal: DoorDescription) =>
  ({ kind: 'door', street: place.street, door, personal }) as const
const at = (door: DoorId) => ({ ...place, doors: [door] })
const noAnswer = (door: DoorId) =>
  ({ kind: 'knock', street: place.street, door, outcome: 'no-answer' }) as const

const doorsNow = async () => {
  const params = { petition: fixture.petition, street: place.street }
  return (await organiser.call(readStreet, { params })).doors
}
const pulledBy = async (phone: ScriptedPhone, cursor?: string, v = '2') => {
  const query = { n: newNonce(), v, ...(cursor === undefined ? {} : { cursor }) }
  const response = await sendTo(fixture.app, phone.cookie, pull, {
    params: { petition: fixture.petition },
    query,
  })
  return response.json()
}
const countOf = async (table: 'entries' | 'refused' | 'signatures' | 'doors') =>
  (await db().selectFrom(table).selectAll().execute()).length

describe('a door that was missing', () => {
  test('stands beside its neighbour, and other phones learn of it alone', async () => {
    const { cursor } = await pulledBy(otto)
    const door = newDoor()
    const entry = await run.write(
      added(door, { label: { number: 1003, suffix: 'A' }, postcode: 'RM10 8DU', note: 'side gate' }),
    )
    expect(outcomesOf(await vera.push([entry]))).toEqual(['held'])
    const shown = (await doorsNow()).map(({ label }) => `${label.number}${label.suffix ?? ''}`)
    expect(shown).toEqual(['1001', '1002', '1003', '1003A', '1004', '1005', '1006'])
    const { doors } = await pulledBy(otto, cursor)
    expect(doors).toEqual([
      {
        id: door,
        street: place.street,
        label: { number: 1003, suffix: 'A' },
        postcode: 'RM10 8DU',
        position: 2,
        mark: 'to-visit',
        note: 'side gate',
      },
    ])
  })

  test('takes its signatures and knocks, in whichever order they stand in the push', async () => {
    const door = newDoor()
    const sign = await run.write(signAt(fixture, at(door), 0))
    const knock = await run.write(noAnswer(door))
    const entry = await run.write(added(door, { label: { number: 1099 } }))
    expect(outcomesOf(await vera.push([knock, sign, entry]))).toEqual(['held', 'held', 'held'])
    expect(await db().selectFrom('signatures').select('door').execute()).toEqual([{ door }])
    expect((await doorsNow()).find(({ id }) => id === door)?.mark).toBe('done')
    const { knocks } = await db().selectFrom('batches').select('knocks').executeTakeFirstOrThrow()
    expect(knocks).toBe(1)
  })

  test('S3 takes in what had waited for it, once it comes later, with what changes that', async () => {
    const door = newDoor()
    const sign = await run.write(signAt(fixture, at(door), 0))
    const amend = await run.write({
      kind: 'amend',
      ref: sign.id,
      personal: { name: 'Ada Zed', postcode: 'ZE1 0QF' },
    })
    expect(outcomesOf(await vera.push([sign, amend]))).toEqual([
      'deferred: unknown-door',
      'deferred: unknown-ref',
    ])
    const entry = await run.write(added(door, { label: { number: 1099 } }))
    expect(outcomesOf(await vera.push([entry]))).toEqual(['held'])
    expect([await countOf('entries'), await countOf('refused'), await countOf('signatures')]).toEqual([
      3, 0, 1,
    ])
    expect(outcomesOf(await vera.push([sign, amend]))).toEqual(['held', 'held'])
    const [tally] = await db().selectFrom('tallies').select(['street', 'received', 'collector']).execute()
    expect(tally).toEqual({ street: place.street, received: 1, collector: vera.session.member })
  })

  test('S1 pushed twice, and once more within one push, is one door', async () => {
    const entry = await run.write(added(newDoor(), { label: { number: 1099 } }))
    expect(outcomesOf(await vera.push([entry, entry]))).toEqual(['held', 'held'])
    const before = await pulledBy(otto)
    expect(outcomesOf(await vera.push([entry]))).toEqual(['held'])
    expect(await countOf('doors')).toBe(7)
    expect((await pulledBy(otto, before.cursor)).doors).toEqual([])
  })

  test('A1 is its own device’s to add and to take back', async () => {
    const entry = await run.write(added(newDoor(), { label: { number: 1099 } }))
    expect(outcomesOf(await otto.push([entry]))).toEqual(['refused: foreign-device'])
    expect(outcomesOf(await vera.push([entry]))).toEqual(['held'])
    const theft = await ottos.write({ kind: 'withdraw', ref: entry.id })
    expect(outcomesOf(await otto.push([theft]))).toEqual(['refused: not-yours-to-change'])
    expect(await doorsNow()).toHaveLength(7)
    const { cursor } = await pulledBy(otto)
    expect(outcomesOf(await vera.push([await run.write({ kind: 'withdraw', ref: entry.id })]))).toEqual([
      'held',
    ])
    expect(await doorsNow()).toHaveLength(6)
    expect((await pulledBy(otto, cursor)).goneDoors).toEqual([entry.door])
    const again = await run.write(added(newDoor(), { label: { number: 1099 } }))
    expect(outcomesOf(await vera.push([again]))).toEqual(['held'])
    expect(await doorsNow()).toHaveLength(7)
  })

  test('S1 that is gone, taken back or removed, is not brought back by a late repeat', async () => {
    const taken = await run.write(added(newDoor(), { label: { number: 1098 } }))
    const removed = await run.write(added(newDoor(), { label: { number: 1099 } }))
    await vera.push([taken, removed])
    await vera.push([await run.write({ kind: 'withdraw', ref: taken.id })])
    const params = { petition: fixture.petition, street: place.street, door: removed.door ?? '' }
    await organiser.call(deleteDoor, { params })
    expect(outcomesOf(await vera.push([taken, removed]))).toEqual(['held', 'held'])
    expect(await doorsNow()).toHaveLength(6)
  })

  test('in one push with its withdrawal was never there', async () => {
    const entry = await run.write(added(newDoor(), { label: { number: 1099 } }))
    const undo = await run.write({ kind: 'withdraw', ref: entry.id })
    expect(outcomesOf(await vera.push([undo, entry]))).toEqual(['held', 'held'])
    expect(await doorsNow()).toHaveLength(6)
  })

  test('stays, taken back or not, where somebody has knocked', async () => {
    const door = newDoor()
    const entry = await run.write(added(door, { label: { number: 1099 } }))
    await vera.push([entry])
    const knock = await ottos.write(noAnswer(door))
    await otto.push([knock])
    await vera.push([await run.write({ kind: 'withdraw', ref: entry.id })])
    expect(await doorsNow()).toHaveLength(7)
  })

  test('that nobody can read, or that has no label, is refused by itself and kept', async () => {
    const odd = await run.write({ ...added(newDoor(), {}), personal: { label: { number: -1 } } as never })
    const empty = await run.write(added(newDoor(), {}))
    const about = await run.write(added(newDoor(), { label: { number: 7 }, note: 'ask ann@example.org' }))
    const fine = await run.write(added(newDoor(), { label: { number: 1099 } }))
    expect(outcomesOf(await vera.push([odd, empty, about, fine]))).toEqual([
      'refused: rules-not-met',
      'refused: rules-not-met',
      'refused: rules-not-met',
      'held',
    ])
    expect(await countOf('refused')).toBe(3)
  })

  test('of a street that nobody knows waits for it', async () => {
    const street = newDoor() as unknown as StreetId
    const entry = await run.write({ ...added(newDoor(), { label: { number: 1 } }), street })
    expect(outcomesOf(await vera.push([entry]))).toEqual(['deferred: unknown-door'])
  })

  test('can be removed by an organiser while nobody has knocked', async () => {
    const door = newDoor()
    await vera.push([await run.write(added(door, { label: { number: 1099 } }))])
    await organiser.call(deleteDoor, { params: { petition: fixture.petition, street: place.street, door } })
    expect(await doorsNow()).toHaveLength(6)
  })
})

describe('one house that two volunteers add', () => {
  test('is one door: what was gathered under either id counts there, and phones learn which it is', async () => {
    const [hers, his] = [newDoor(), newDoor()]
    await vera.push([await run.write(added(hers, { label: { number: 1003, suffix: 'A' } }))])
    const { cursor } = await pulledBy(otto)
    const entry = await ottos.write(
      added(his, { label: { number: 1003, suffix: 'A' }, note: 'round the back' }),
    )
    const sign = await ottos.write(signAt(fixture, at(his), 0))
    expect(outcomesOf(await otto.push([sign, entry]))).toEqual(['held', 'held'])

    expect((await doorsNow()).filter(({ label }) => label.suffix === 'A')).toMatchObject([
      { id: hers, mark: 'done', note: 'round the back' },
    ])
    expect(await db().selectFrom('signatures').select('door').execute()).toEqual([{ door: hers }])
    const { doors, goneDoors, sameDoors } = await pulledBy(otto, cursor)
    expect(doors).toMatchObject([{ id: hers, mark: 'done' }])
    expect([goneDoors, sameDoors]).toEqual([[his], [{ id: his, door: hers }]])

    const undo = await ottos.write({ kind: 'withdraw', ref: sign.id })
    expect(outcomesOf(await otto.push([undo]))).toEqual(['held'])
    expect((await doorsNow()).find(({ id }) => id === hers)?.mark).toBe('to-visit')
  })

  test('is not removed because one of them takes it back', async () => {
    const [hers, his] = [newDoor(), newDoor()]
    const first = await run.write(added(hers, { label: { number: 1099 } }))
    await vera.push([first])
    await otto.push([await ottos.write(added(his, { label: { number: 1099 } }))])
    await vera.push([await run.write({ kind: 'withdraw', ref: first.id })])
    expect((await doorsNow()).map(({ id }) => id)).toContain(hers)
  })

  test('is the listed one where it was on the list all along', async () => {
    const his = newDoor()
    const [listed] = place.doors
    const knock = await ottos.write({ ...noAnswer(his), outcome: 'do-not-knock' })
    await otto.push([await ottos.write(added(his, { label: { number: 1001 } })), knock])
    expect(await doorsNow()).toHaveLength(6)
    expect((await doorsNow()).find(({ id }) => id === listed)?.mark).toBe('do-not-knock')
  })
})

describe('a note on how to get to a door', () => {
  const noted = (note: string, door = place.doors[2]) => added(door ?? newDoor(), { note })
  const noteNow = async () => (await doorsNow())[2]?.note

  test('is the last that came, and goes with an empty one', async () => {
    await vera.push([await run.write(noted('side gate'))])
    const { cursor } = await pulledBy(otto)
    await otto.push([await ottos.write(noted('buzzer 3 broken'))])
    expect(await noteNow()).toBe('buzzer 3 broken')
    expect((await pulledBy(otto, cursor)).doors).toMatchObject([
      { id: place.doors[2], note: 'buzzer 3 broken' },
    ])
    await vera.push([await run.write(noted(''))])
    expect(await noteNow()).toBeUndefined()
  })

  test('can be cleared by an organiser, and phones learn of it', async () => {
    await vera.push([await run.write(noted('side gate'))])
    const { cursor } = await pulledBy(otto)
    const door = place.doors[2] ?? ''
    await organiser.call(clearDoorNote, {
      params: { petition: fixture.petition, street: place.street, door },
    })
    expect(await noteNow()).toBeUndefined()
    expect((await pulledBy(otto, cursor)).doors).toMatchObject([{ id: door }])
    expect(await db().selectFrom('audit').select('action').orderBy('seq', 'desc').executeTakeFirst()).toEqual(
      {
        action: 'door-note-cleared',
      },
    )
  })

  test('does not come back when an old one is pushed again (S1)', async () => {
    const old = await run.write(noted('side gate'))
    await vera.push([old])
    await otto.push([await ottos.write(noted('buzzer 3 broken'))])
    await vera.push([old])
    expect(await noteNow()).toBe('buzzer 3 broken')
  })

  test('of a door that nobody knows waits for it', async () => {
    const door = newDoor()
    const note = await run.write(noted('side gate', door))
    expect(outcomesOf(await vera.push([note]))).toEqual(['deferred: unknown-door'])
    await vera.push([await run.write(added(door, { label: { number: 1099 } }))])
    expect(outcomesOf(await vera.push([note]))).toEqual(['held'])
    expect((await doorsNow()).find(({ id }) => id === door)?.note).toBe('side gate')
  })

  test('S7 a phone of version 1 gets neither note nor names that it does not know', async () => {
    await vera.push([await run.write(noted('side gate'))])
    const reply = await pulledBy(otto, undefined, '1')
    expect(JSON.stringify(reply)).not.toMatch(/note|sameDoors|script|minimumAge/)
    expect(reply.doors).toHaveLength(6)
  })
})

test('a knock may hold sheet and line of a signature on paper, and nothing else', async () => {
  const [door] = place.doors
  const signed = { kind: 'knock', street: place.street, door, outcome: 'signed' } as const
  const withPlace = await run.write({ ...signed, personal: { sheet: 'P-07', line: 12 } })
  const withMore = await run.write({ ...signed, personal: { sheet: 'P-07', name: 'Ada' } as never })
  expect(outcomesOf(await vera.push([withPlace, withMore, await run.write(signed)]))).toEqual([
    'held',
    'refused: rules-not-met',
    'held',
  ])
  expect(await countOf('signatures')).toBe(0)
})
