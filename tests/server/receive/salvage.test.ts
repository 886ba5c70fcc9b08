/** Sealed entries that come without a session: from a phone whose access has ended, or in a backup file. */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DeviceId, type DoorId, PetitionId, type StreetId } from '#domain/ids.ts'
import { createPetition } from '#server/petitions/create-petition.ts'
import { revokeDevice, revokeMember } from '#wire/members.ts'
import { importBackupFile, salvage } from '#wire/salvage.ts'
import { type ApiCaller, joinAs, sendTo } from '../../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinScripted, newNonce, type ScriptedPhone, type ScriptedRun } from '../../tools/scripted-phone.ts'
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
const params = () => ({ petition: fixture.petition })
const revoke = () => organiser.call(revokeDevice, { params: { ...params(), device: phone.session.device } })

async function countsOf() {
  const counts: Record<string, number> = {}
  for (const table of ['entries', 'signatures', 'refused', 'batches'] as const) {
    counts[table] = (await db().selectFrom(table).selectAll().execute()).length
  }
  return counts
}

async function hand(
  entries: readonly unknown[],
  { device = phone.session.device, petition = fixture.petition } = {},
) {
  const nonce = newNonce()
  const response = await sendTo(fixture.app, '', salvage, {
    params: { petition },
    body: { nonce, device, entries },
  })
  expect(response.status).toBe(200)
  const reply = salvage.reply.parse(await response.json())
  expect(reply.nonce).toBe(nonce)
  return reply
}

describe('S8 salvage', () => {
  test('what a revoked phone sealed waits for a person, once, and nothing of it counts', async () => {
    const entries = [await run.write(signAt(fixture, place, 0)), await run.write(signAt(fixture, place, 1))]
    await revoke()
    for (let n = 0; n < 2; n += 1) {
      expect(outcomesOf(await hand(entries))).toEqual([
        'deferred: device-revoked',
        'deferred: device-revoked',
      ])
    }
    expect(await countsOf()).toEqual({ entries: 0, signatures: 0, refused: 2, batches: 0 })
  })

  test('of a member whose access has ended likewise', async () => {
    const entry = await run.write(signAt(fixture, place, 0))
    await organiser.call(revokeMember, { params: { ...params(), member: phone.session.member } })
    expect(outcomesOf(await hand([entry]))).toEqual(['deferred: device-revoked'])
  })

  test('S1 what had arrived before the phone was revoked is held, and does not wait a second time', async () => {
    const entry = await run.write(signAt(fixture, place, 0))
    const [receipt] = (await phone.push([entry])).receipts
    await revoke()
    expect((await hand([entry])).receipts).toEqual([receipt])
    expect(await countsOf()).toEqual({ entries: 1, signatures: 1, refused: 0, batches: 1 })
  })

  test('a live phone’s are taken in as by a push, into its own batch', async () => {
    await phone.push([await run.write(signAt(fixture, place, 0))])
    const entries = [
      await run.write(signAt(fixture, place, 1)),
      await run.write({ kind: 'knock', street: place.street, door: place.doors[2], outcome: 'declined' }),
    ]
    expect(outcomesOf(await hand(entries))).toEqual(['held', 'held'])
    expect(await countsOf()).toEqual({ entries: 3, signatures: 2, refused: 0, batches: 1 })
    expect(await db().selectFrom('batches').select(['knocks', 'device']).execute()).toEqual([
      { knocks: 1, device: phone.session.device },
    ])
  })

  test('S3 beside a proved one the others are judged and kept as usual', async () => {
    const good = await run.write(signAt(fixture, place, 0))
    const nameless = await run.write(signAt(fixture, place, 1, { name: ' ' }))
    const broken = { ...(await run.write(signAt(fixture, place, 2))), seq: 99 }
    await revoke()
    expect(outcomesOf(await hand([good, nameless, broken]))).toEqual([
      'deferred: device-revoked',
      'refused: rules-not-met',
      'refused: hash-mismatch',
    ])
    expect(await countsOf()).toMatchObject({ refused: 3 })
  })

  test('a stranger learns nothing and leaves nothing: a device that exists answers as one that does not', async () => {
    const entry = await run.write(signAt(fixture, place, 0))
    const bad = [
      { ...entry, sealed: 'A'.repeat(40) },
      null,
      { id: v7(), hash: 'x', v: 1, kind: 'sign' },
      { v: 9 },
    ]
    const elsewhere = await createOther()
    const answers = [
      await hand(bad),
      await hand(bad, { device: DeviceId.parse(v7()) }),
      await hand(bad, { petition: PetitionId.parse(v7()) }),
      await hand(bad, { petition: elsewhere }),
    ]
    for (const { receipts } of answers) {
      expect(receipts).toEqual(answers[0]?.receipts)
      expect(receipts.map((receipt) => 'reason' in receipt && receipt.reason)).toEqual(
        Array(4).fill('foreign-device'),
      )
    }
    expect(outcomesOf(await hand([entry], { device: DeviceId.parse(v7()) }))).toEqual([
      'refused: foreign-device',
    ])
    expect(await countsOf()).toEqual({ entries: 0, signatures: 0, refused: 0, batches: 0 })
  })

  test('another member’s entries are not let in by one’s own', async () => {
    const other = await joinScripted(
      fixture.app,
      (await fixture.invite('volunteer', 'Otto', [place.street])).code,
    )
    const others = await (await other.newRun()).write(signAt(fixture, place, 1))
    const own = await run.write(signAt(fixture, place, 0))
    expect(outcomesOf(await hand([own, others]))).toEqual(['held', 'refused: foreign-device'])
  })

  test('nobody may ask on and on', async () => {
    const ask = () =>
      sendTo(fixture.app, '', salvage, {
        params: params(),
        body: { nonce: newNonce(), device: phone.session.device, entries: [] },
      })
    const replies = []
    for (let n = 0; n < 41; n += 1) replies.push(await ask())
    expect(replies.slice(0, 40).every(({ status }) => status === 200)).toBe(true)
    expect(replies[40]?.status).toBe(429)
    expect(replies[40]?.headers.get('Retry-After')).toBe('60')
  })

  test('more than a push holds is refused whole', async () => {
    const body = { nonce: newNonce(), device: phone.session.device, entries: Array(257).fill(null) }
    expect((await sendTo(fixture.app, '', salvage, { params: params(), body })).status).toBe(400)
  })

  async function createOther(): Promise<PetitionId> {
    const { petition } = await fixture.server.store.transact((trx) =>
      createPetition(fixture.server, trx, 'Other Organiser'),
    )
    return petition
  }
})

describe('S8 a backup file', () => {
  const bring = (entries: readonly unknown[]) =>
    organiser.call(importBackupFile, { params: params(), body: { entries: [...entries] } })

  test('is taken in, each phone’s to its own batch, and a second time takes nothing', async () => {
    const other = await joinScripted(
      fixture.app,
      (await fixture.invite('volunteer', 'Otto', [place.street])).code,
    )
    const otherRun = await other.newRun()
    const sent = await run.write(signAt(fixture, place, 0))
    await phone.push([sent])
    const entries = [
      sent,
      await run.write(signAt(fixture, place, 1)),
      await otherRun.write(signAt(fixture, place, 2)),
      await run.write({ kind: 'knock', street: place.street, door: place.doors[3], outcome: 'declined' }),
    ]
    const first = await bring(entries)
    expect(outcomesOf(first)).toEqual(['held', 'held', 'held', 'held'])
    expect([first.taken, first.batchCodes.length]).toEqual([3, 2])
    const again = await bring(entries)
    expect(again).toEqual({ receipts: first.receipts, taken: 0, batchCodes: [] })
    expect(await countsOf()).toEqual({ entries: 4, signatures: 3, refused: 0, batches: 2 })
    const tallies = await db().selectFrom('tallies').select(['collector', 'received']).execute()
    expect(new Map(tallies.map(({ collector, received }) => [collector, received]))).toEqual(
      new Map([
        [phone.session.member, 2],
        [other.session.member, 1],
      ]),
    )
    const trail = await db().selectFrom('audit').select(['action', 'count', 'member']).execute()
    expect(trail.filter(({ action }) => action === 'backup-file-imported')).toEqual([
      { action: 'backup-file-imported', count: 3, member: organiser.member },
      { action: 'backup-file-imported', count: 0, member: organiser.member },
    ])
  })

  test('of a revoked phone waits for a person; what nobody here sealed is refused and kept', async () => {
    const entry = await run.write(signAt(fixture, place, 0))
    const stranger = { ...entry, device: v7() }
    await revoke()
    const reply = await bring([entry, stranger, 'nothing'])
    expect(outcomesOf(reply)).toEqual([
      'deferred: device-revoked',
      'refused: foreign-device',
      'refused: malformed',
    ])
    expect(reply.taken).toBe(0)
    expect(await db().selectFrom('refused').select(['reason', 'device']).orderBy('reason').execute()).toEqual(
      [
        { reason: 'device-revoked', device: phone.session.device },
        { reason: 'foreign-device', device: organiser.device },
        { reason: 'malformed', device: organiser.device },
      ],
    )
  })
})
