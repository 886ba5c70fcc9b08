/** S8: the ways in which a phone goes, and what it holds goes before it. A real phone and a real server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeBackupFile } from '#device/backup-file.ts'
import type { NetReply } from '#device/ports.ts'
import { handOver } from '#device/sync/hand-over.ts'
import { passWithSession } from '#device/sync/pass-with-session.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { beginEpoch } from '#server/sync/epoch.ts'
import { inviteAgain } from '#wire/members.ts'
import { BackupFile, importBackupFile } from '#wire/salvage.ts'
import { type Askable, joinAs } from '../../tools/api-caller.ts'
import { type PetitionFixture, siteOf, startPetition } from '../../tools/petition-fixture.ts'
import { type JoinedPhone, joinedPhone } from '../../tools/phone-fixture.ts'
import { changed, problemReply, replyOf } from '../../tools/scripted-net.ts'

let fixture: PetitionFixture
let street: StreetId
let doors: DoorId[]
let vera: JoinedPhone
/** The server as it runs now. */
let site: Askable

beforeEach(async () => {
  fixture = await startPetition()
  const made = await fixture.addStreet('Reede Road', 8)
  street = made.street
  doors = made.doors
  site = fixture.app
  const app: Askable = { request: (url, init) => site.request(url, init) }
  const { code } = await fixture.invite('volunteer', 'Vera Volunteer', [street])
  vera = await joinedPhone({ ...fixture, app }, code)
})
afterEach(() => fixture.close())

const signAt = async (phone: JoinedPhone, place: number) =>
  phone.gathering.sign({
    street,
    door: await phone.door(doors[place] ?? ''),
    method: 'typed',
    wording: fixture.wording,
    personal: { name: 'Ada Zymurgy', address: `${1001 + place} Reede Road`, postcode: 'ZE1 0QF' },
  })

const pass = (phone: JoinedPhone) => passWithSession(phone.parts, phone.membership)

const statesOf = async (phone: JoinedPhone) =>
  (await phone.entries()).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state))

const revoke = (phone: JoinedPhone) =>
  fixture.server.store.db
    .updateTable('devices')
    .set({ revokedAt: fixture.clock.now })
    .where('id', '=', phone.membership.device)
    .execute()

async function countOf(table: 'entries' | 'refused' | 'signatures') {
  const { count } = await fixture.server.store.db
    .selectFrom(table)
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

describe('a phone whose access was taken back', () => {
  beforeEach(async () => {
    await signAt(vera, 0)
    await signAt(vera, 1)
    await revoke(vera)
  })

  test('S8 hands over what it holds, once, and may then leave', async () => {
    expect(await pass(vera)).toEqual({ kind: 'handed-over' })
    expect(await statesOf(vera)).toEqual(['deferred: device-revoked', 'deferred: device-revoked'])
    expect([await countOf('entries'), await countOf('refused')]).toEqual([0, 2])
    // And says so as long as it is asked.
    expect(await pass(vera)).toEqual({ kind: 'handed-over' })
    expect(await countOf('refused')).toBe(2)
    expect(await vera.phone.leave(fixture.petition)).toEqual({ unsent: 0 })
  })

  test('S8 what it saves afterwards is handed over as well', async () => {
    await pass(vera)
    await signAt(vera, 2)
    expect(await pass(vera)).toEqual({ kind: 'handed-over' })
    expect(await statesOf(vera)).toEqual(Array(3).fill('deferred: device-revoked'))
  })

  test('that holds nothing is signed out', async () => {
    const lee = await joinedPhone(fixture, (await fixture.invite('volunteer', 'Lee Leaver')).code)
    await revoke(lee)
    expect(await pass(lee)).toEqual({ kind: 'signed-out' })
  })

  const strangers: [string, (honest: NetReply) => NetReply, string][] = [
    ['nobody', () => ({ kind: 'unreachable' }), 'offline'],
    ['a captive portal', () => replyOf('<html>'), 'offline'],
    ['a wrong nonce', (honest) => changed(honest, { nonce: 'A'.repeat(22) }), 'offline'],
    ['a truncated body', () => replyOf(undefined), 'offline'],
    ['a server in trouble', () => problemReply('server-error', 500), 'server-down'],
    ['a server that has enough', () => replyOf({ error: 'too-many-attempts' }, 429, 60_000), 'server-down'],
    ['a server without receipts', (honest) => changed(honest, { receipts: [] }), 'signed-out'],
  ]

  test.each(strangers)('S2 keeps everything when it is answered by %s', async (_, answer, outcome) => {
    const net = {
      send: async (request: Parameters<typeof vera.parts.net.send>[0]) => {
        const honest = await vera.parts.net.send(request)
        return request.path.endsWith('/salvage') ? answer(honest) : honest
      },
    }
    expect(await passWithSession({ ...vera.parts, net }, vera.membership)).toMatchObject({ kind: outcome })
    expect(await statesOf(vera)).toEqual(['unsent', 'unsent'])
    expect(await vera.phone.leave(fixture.petition)).toEqual({ unsent: 2 })
  })

  test('S9 a server that does not know the phone any more takes nothing, and nothing is let go', async () => {
    const { db } = fixture.server.store
    for (const table of ['sessions', 'devices'] as const) await db.deleteFrom(table).execute()
    expect(await pass(vera)).toEqual({ kind: 'signed-out' })
    expect(await statesOf(vera)).toEqual(['unsent', 'unsent'])
  })
})

describe('a server that was restored from a backup older than the phone', () => {
  /** As after a restore: nothing of the phone, or of its member, is known, and the epoch is another. */
  async function restore({ withMember }: { readonly withMember: boolean }) {
    const { store } = fixture.server
    const tables = ['sessions', 'entries', 'signatures', 'batches', 'blocking', 'tallies', 'devices'] as const
    for (const table of tables) await store.db.deleteFrom(table).execute()
    if (!withMember) {
      await store.db.deleteFrom('assignments').execute()
      await store.db.deleteFrom('invitations').execute()
      await store.db.deleteFrom('members').where('id', '=', vera.membership.member).execute()
    }
    await store.transact((trx) => beginEpoch(trx, fixture.server))
    site = siteOf({ ...fixture.server })
  }

  async function codeAgain() {
    const organiser = await joinAs(site, fixture.organiserCode)
    const { petition, member } = vera.membership
    return (await organiser.call(inviteAgain, { params: { petition, member } })).code
  }

  test.each([
    ['knows its member', { withMember: true }],
    ['has forgotten its member, too', { withMember: false }],
  ])('S9 gets everything again when it is joined anew, where it %s', async (_, how) => {
    await signAt(vera, 0)
    expect(await pass(vera)).toEqual({ kind: 'done' })
    await signAt(vera, 1)
    expect(await statesOf(vera)).toEqual(['held', 'unsent'])
    await restore(how)
    expect(await pass(vera)).toEqual({ kind: 'signed-out' })
    const code = how.withMember
      ? await codeAgain()
      : (await fixture.invite('volunteer', 'Vera Volunteer', [street])).code
    const joined = await vera.phone.join(code, 'Chrome')
    if (joined.kind !== 'joined') throw new Error(`did not join: ${joined.kind}`)
    expect(joined.membership.device).toBe(vera.membership.device)
    expect(await passWithSession(vera.parts, joined.membership)).toEqual({ kind: 'done' })
    expect(await statesOf(vera)).toEqual(['held', 'held'])
    expect([await countOf('entries'), await countOf('signatures'), await countOf('refused')]).toEqual([
      2, 2, 0,
    ])
  })

  test('A1 a device that the server knows is nobody else’s, whatever a phone says that it was', async () => {
    await signAt(vera, 0)
    const { code } = await fixture.invite('volunteer', 'Sam Second', [street])
    const sam = await joinedPhone(fixture, code)
    expect(sam.membership.device).not.toBe(vera.membership.device)
    const { code: again } = await fixture.invite('volunteer', 'Tom Third', [street])
    const outcome = await vera.phone.join(again, 'Chrome')
    expect(outcome).toMatchObject({ kind: 'unsent-of-another', name: 'Vera Volunteer' })
  })
})

describe('a second volunteer on the same phone', () => {
  test('S8 gets in over one whose access was taken back, whose names are handed over first', async () => {
    await signAt(vera, 0)
    const { code } = await fixture.invite('volunteer', 'Sam Second', [street])
    await revoke(vera)
    expect(await vera.phone.join(code, 'Chrome')).toMatchObject({ kind: 'joined' })
    expect(await statesOf(vera)).toEqual(['deferred: device-revoked'])
    const membership = await vera.phone.membership(fixture.petition)
    if (membership === undefined) throw new Error('Sam has joined')
    expect(membership.name).toBe('Sam Second')
    // Sam's session never carries what is not Sam's.
    for (let starts = 0; starts < 2; starts += 1) {
      const memory = { asked: new Set<string>(), pushBytes: 1e6 }
      expect(await passWithSession({ ...vera.parts, memory }, membership)).toEqual({ kind: 'done' })
    }
    expect(await statesOf(vera)).toEqual(['deferred: device-revoked'])
    expect([await countOf('entries'), await countOf('refused')]).toEqual([0, 1])
  })

  test('S8 waits, by name and number, where the hand-over did not work', async () => {
    await signAt(vera, 0)
    const { code } = await fixture.invite('volunteer', 'Sam Second', [street])
    await revoke(vera)
    const { send } = vera.browser
    Object.assign(vera.browser, {
      send: async (request: Parameters<typeof send>[0]): Promise<NetReply> =>
        request.path.endsWith('/salvage') ? { kind: 'unreachable' } : send(request),
    })
    expect(await vera.phone.join(code, 'Chrome')).toEqual({
      kind: 'unsent-of-another',
      name: 'Vera Volunteer',
      unsent: 1,
    })
    expect(await vera.phone.membership(fixture.petition)).toEqual(vera.membership)
  })
})

describe('the backup file', () => {
  const read = async (file: File) => BackupFile.parse(JSON.parse(await file.text()))

  test('holds what is on the phone, sealed as it is, under a name that says how many', async () => {
    await signAt(vera, 0)
    await vera.pass()
    await signAt(vera, 1)
    const { file, entries } = await vera.phone.makeBackupFile(fixture.petition)
    expect(file.name).toBe('petition-pack-2026-11-22-2.pack.txt')
    const content = await read(file)
    expect(content).toMatchObject({ format: 'petition-pack/backup', version: 1, petition: fixture.petition })
    expect(content.entries).toEqual((await vera.entries()).map(({ entry }) => entry))
    expect(entries).toEqual(new Set((await vera.entries()).map(({ id }) => id)))
    expect(await file.text()).not.toContain('Zymurgy')
  })

  test('S8 lets a phone leave that can’t send, and only with what is in it', async () => {
    await signAt(vera, 0)
    const made = await vera.phone.makeBackupFile(fixture.petition)
    await signAt(vera, 1)
    expect(await vera.phone.leave(fixture.petition, made)).toEqual({ unsent: 1 })
    expect(await vera.entries()).toHaveLength(2)
    const again = await vera.phone.makeBackupFile(fixture.petition)
    expect(await vera.phone.leave(fixture.petition, again)).toEqual({ unsent: 0 })
    expect(await vera.entries()).toEqual([])
  })

  test('S1 is taken in by an organiser once, whatever of it had been sent and however often it is handed in', async () => {
    await signAt(vera, 0)
    await vera.pass()
    await signAt(vera, 1)
    const { entries } = await read((await vera.phone.makeBackupFile(fixture.petition)).file)
    const organiser = await joinAs(fixture.app, fixture.organiserCode)
    const importOnce = () =>
      organiser.call(importBackupFile, { params: { petition: fixture.petition }, body: { entries } })
    expect(await importOnce()).toMatchObject({ taken: 1, receipts: [{ state: 'held' }, { state: 'held' }] })
    expect(await importOnce()).toMatchObject({ taken: 0 })
    expect(await countOf('signatures')).toBe(2)
    // The phone comes on-line after all.
    expect(await vera.pass()).toEqual({ kind: 'done' })
    expect(await statesOf(vera)).toEqual(['held', 'held'])
    expect(await countOf('signatures')).toBe(2)
  })

  test('is made from whatever place can still be read', async () => {
    await signAt(vera, 0)
    await signAt(vera, 1)
    const [first, second] = await vera.entries()
    if (first === undefined || second === undefined) throw new Error('two were saved')
    const inFiles = (await read((await vera.phone.makeBackupFile(fixture.petition)).file)).entries
    vera.phone.db.close()
    const files = {
      read: async () => inFiles.slice(0, 1).map((entry) => ({ entry: entry as never, savedAt: 0 })),
      append: async () => {},
      runs: async () => [],
      remove: async () => {},
    }
    const recent = () => [{ ...second, entry: inFiles[1] as never }]
    const parts = { db: vera.phone.db, clock: vera.parts.clock }
    const made = await makeBackupFile({ ...parts, files, recent }, fixture.petition)
    expect([...made.entries].sort()).toEqual([first.id, second.id].sort())
    // With none at all it says so, instead of an empty file that looks like a whole one.
    await expect(makeBackupFile(parts, fixture.petition)).rejects.toThrow()
  })
})

test('S8 a hand-over of entries of two devices goes device by device', async () => {
  await signAt(vera, 0)
  const asked: unknown[] = []
  await revoke(vera)
  const [kept] = await vera.parts.store.unsent(fixture.petition, 1)
  if (kept === undefined) throw new Error('one was saved')
  const earlier = {
    ...kept,
    id: crypto.randomUUID() as typeof kept.id,
    seq: kept.seq + 1,
    entry: { ...kept.entry, device: crypto.randomUUID() as typeof kept.entry.device },
  }
  await vera.parts.store.bringBack([{ ...earlier, entry: { ...earlier.entry, id: earlier.id } }])
  const net = {
    send: (request: Parameters<typeof vera.parts.net.send>[0]) => {
      asked.push((request.body as { device: string }).device)
      return vera.parts.net.send(request)
    },
  }
  await handOver({ ...vera.parts, net, petition: fixture.petition })
  expect(new Set(asked)).toEqual(new Set([vera.membership.device, earlier.entry.device]))
})
