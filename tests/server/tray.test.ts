/** S3: what was refused is kept, shown, and resolved by a person. A real phone and a real server, in one process. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { acceptBatch, listBatches, undoBatch } from '#wire/batches.ts'
import { revokeDevice } from '#wire/members.ts'
import { readRoll } from '#wire/roll.ts'
import { leaveOut, putBack, readTray, type TrayEntry, takeIn } from '#wire/tray.ts'
import { type ApiCaller, joinAs } from '../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { type JoinedPhone, joinedPhone } from '../tools/phone-fixture.ts'

let fixture: PetitionFixture
let street: StreetId
let doors: DoorId[]
let organiser: ApiCaller
let vera: JoinedPhone
let params: { petition: string }

beforeEach(async () => {
  fixture = await startPetition()
  params = { petition: fixture.petition }
  ;({ street, doors } = await fixture.addStreet('Reede Road', 6))
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  vera = await joinedPhone(fixture, (await fixture.invite('volunteer', 'Vera Volunteer', [street])).code)
})
afterEach(() => fixture.close())

const db = () => fixture.server.store.db
const tray = () => organiser.call(readTray, { params })
const count = async () => (await organiser.call(readRoll, { params, query: {} })).count
const keyOf = ({ id, hash, device }: TrayEntry) => ({ id, hash, device })

async function sign(place: number, name = 'Ada Zymurgy') {
  const door = await vera.door(doors[place] ?? '')
  const personal = { name, address: `${1001 + place} Reede Road`, postcode: 'ZE1 0QF' }
  return vera.gathering.sign({ street, door, method: 'typed', wording: fixture.wording, personal })
}

/** Signed for a wording that the petition does not have, as after a mistake with two petitions. */
async function refuseOne(place = 0, name?: string): Promise<TrayEntry> {
  const rows = await db().selectFrom('wordings').selectAll().execute()
  await db().deleteFrom('wordings').execute()
  const id = await sign(place, name)
  await vera.pass()
  await db().insertInto('wordings').values(rows).execute()
  const entry = (await tray()).entries.find((each) => each.id === id)
  if (entry === undefined) throw new Error('it is not in the tray')
  return entry
}

describe('the tray', () => {
  test('S3 shows whose, where, when, why and who signed, and the trail says that names were seen', async () => {
    const entry = await refuseOne()
    expect(entry).toMatchObject({
      from: 'Vera Volunteer',
      reason: 'unknown-wording',
      state: 'refused',
      kind: 'sign',
      name: 'Ada Zymurgy',
      address: '1001 Reede Road',
      canTakeIn: true,
      resolution: null,
    })
    expect((await tray()).open).toBe(1)
    const trail = await db().selectFrom('audit').select('action').execute()
    expect(trail.map(({ action }) => action)).toContain('refused-seen')
  })

  test('H1 a refused signature is collected, and named in the count', async () => {
    await refuseOne()
    expect(await count()).toMatchObject({ collected: 1, refused: 1, received: 0, counted: 0 })
  })

  test('S3 what can’t be opened is shown as that, and can only be left out', async () => {
    const [kept] = await vera.entries()
    expect(kept).toBeUndefined()
    await sign(0)
    const [unsent] = await vera.entries()
    const broken = { ...unsent?.entry, sealed: `${unsent?.entry.sealed?.slice(0, -4)}AAAA` }
    await vera.browser.send({
      method: 'POST',
      path: `/petitions/${fixture.petition}/push`,
      body: {
        version: 2,
        nonce: 'A'.repeat(22),
        device: vera.membership.device,
        runs: [],
        unsent: [],
        entries: [broken],
      },
    })
    const [entry] = (await tray()).entries
    if (entry === undefined) throw new Error('it is not in the tray')
    expect(entry).toMatchObject({ reason: 'hash-mismatch', name: null, canTakeIn: false })
    expect(await organiser.refusal(takeIn, { params, body: keyOf(entry) })).toBe('conflict')
    await organiser.call(leaveOut, { params, body: { ...keyOf(entry), why: 'cannot-be-read' } })
    expect((await tray()).entries).toMatchObject([{ resolution: 'left-out', why: 'cannot-be-read' }])
    expect((await tray()).open).toBe(0)
  })
})

describe('taking in', () => {
  test('a signature goes into a batch, is accepted like any other, and is received and counted once', async () => {
    const entry = await refuseOne()
    const { entry: after } = await organiser.call(takeIn, { params, body: keyOf(entry) })
    expect(after).toMatchObject({ resolution: 'taken-in' })
    await organiser.call(takeIn, { params, body: keyOf(entry) })
    expect(await count()).toMatchObject({ collected: 1, refused: 0, received: 1, waiting: 1 })
    const { batches } = await organiser.call(listBatches, { params, query: {} })
    expect(batches).toMatchObject([
      { source: 'tray', from: 'Olive Organiser', counts: { received: 1, new: 1 } },
    ])
    await organiser.call(acceptBatch, { params: { ...params, batch: batches[0]?.id ?? '' } })
    expect(await count()).toMatchObject({ collected: 1, counted: 1 })
    const tallies = await db().selectFrom('tallies').selectAll().execute()
    expect(tallies).toMatchObject([{ street, collector: vera.membership.member, received: 1, counted: 1 }])
  })

  test('S1 a phone that sends it again is told that it is held, and nothing is doubled', async () => {
    const entry = await refuseOne()
    await organiser.call(takeIn, { params, body: keyOf(entry) })
    await vera.phone.db.entries.update(entry.id as never, { state: 'unsent' })
    await vera.pass()
    expect((await vera.entries()).map(({ state }) => state)).toEqual(['held'])
    expect(await count()).toMatchObject({ collected: 1, received: 1 })
  })

  test('S8 what a revoked phone hands in waits here for a person', async () => {
    await sign(0)
    await sign(1, 'Bea Zymurgy')
    await organiser.call(revokeDevice, { params: { ...params, device: vera.membership.device } })
    const entries = (await vera.entries()).map(({ entry }) => entry)
    await vera.browser.send({
      method: 'POST',
      path: `/petitions/${fixture.petition}/salvage`,
      body: { nonce: 'A'.repeat(22), device: vera.membership.device, entries },
    })
    const shown = await tray()
    expect(shown).toMatchObject({ open: 2 })
    expect(shown.entries.map(({ reason, state, canTakeIn }) => [reason, state, canTakeIn])).toEqual([
      ['device-revoked', 'deferred', true],
      ['device-revoked', 'deferred', true],
    ])
    const [one] = shown.entries
    if (one === undefined) throw new Error('there are two')
    await organiser.call(takeIn, { params, body: keyOf(one) })
    expect(await count()).toMatchObject({ collected: 2, refused: 1, received: 1 })
  })
})

describe('undoing', () => {
  test('puts a left-out entry back', async () => {
    const entry = await refuseOne()
    await organiser.call(leaveOut, { params, body: { ...keyOf(entry), why: 'trial' } })
    expect((await organiser.call(putBack, { params, body: keyOf(entry) })).entry).toMatchObject({
      resolution: null,
      why: null,
    })
  })

  test('takes a signature out again while its batch waits, not once it is accepted', async () => {
    const entry = await refuseOne()
    await organiser.call(takeIn, { params, body: keyOf(entry) })
    const [batch] = (await organiser.call(listBatches, { params, query: {} })).batches
    const at = { params: { ...params, batch: batch?.id ?? '' } }
    await organiser.call(acceptBatch, at)
    expect(await organiser.refusal(putBack, { params, body: keyOf(entry) })).toBe('conflict')
    await organiser.call(undoBatch, at)
    await organiser.call(putBack, { params, body: keyOf(entry) })
    expect(await count()).toMatchObject({ collected: 1, refused: 1, received: 0 })
    for (const table of ['blocking', 'contacts', 'matches', 'signatures'] as const) {
      expect(await db().selectFrom(table).selectAll().execute()).toEqual([])
    }
  })

  test('an entry that was taken in can’t be left out before that is undone', async () => {
    const entry = await refuseOne()
    await organiser.call(takeIn, { params, body: keyOf(entry) })
    expect(await organiser.refusal(leaveOut, { params, body: { ...keyOf(entry), why: 'trial' } })).toBe(
      'conflict',
    )
  })

  test('nobody resolves what is not there', async () => {
    const body = { id: 'x', hash: 'y', device: 'z' }
    expect(await organiser.refusal(takeIn, { params, body })).toBe('not-found')
    expect(await organiser.refusal(leaveOut, { params, body: { ...body, why: 'trial' } })).toBe('not-found')
    expect(await organiser.refusal(putBack, { params, body })).toBe('not-found')
  })
})
