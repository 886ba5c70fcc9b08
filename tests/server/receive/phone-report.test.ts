/** J4 what a phone says of its storage and its clock, so that somebody learns of trouble. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listMembers } from '#wire/members.ts'
import type { PhoneReport } from '#wire/phone-report.ts'
import { type ApiCaller, joinAs } from '../../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinScripted, type ScriptedPhone } from '../../tools/scripted-phone.ts'

let fixture: PetitionFixture
let organiser: ApiCaller
let phone: ScriptedPhone

beforeEach(async () => {
  fixture = await startPetition()
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  phone = await joinScripted(fixture.app, (await fixture.invite('volunteer', 'Vera Volunteer')).code)
})
afterEach(() => fixture.close())

const report = (changes: Partial<PhoneReport> = {}): PhoneReport => ({
  copies: 2,
  clockOffsetMs: -1500,
  oldestUnsentAt: '2026-11-20T09:00:00.000Z',
  incidents: [],
  ...changes,
})

const incidentAt = (day: number) => ({
  kind: 'database-lost' as const,
  at: new Date(Date.UTC(2026, 10, day)).toISOString(),
  broughtBack: day,
})

async function deviceShown() {
  const { members } = await organiser.call(listMembers, { params: { petition: fixture.petition } })
  return members.flatMap(({ devices }) => devices).find(({ id }) => id === phone.session.device)
}

test('is shown with the phone, and is nothing before', async () => {
  const nothing = { copies: null, clockOffsetMs: null, oldestUnsentAt: null, lastIncident: null }
  expect(await deviceShown()).toMatchObject(nothing)
  await phone.push([], { version: 1 })
  await phone.push([])
  expect(await deviceShown()).toMatchObject(nothing)
  await phone.push([], { report: report({ incidents: [incidentAt(3), incidentAt(2)] }) })
  expect(await deviceShown()).toMatchObject({
    copies: 2,
    clockOffsetMs: -1500,
    oldestUnsentAt: '2026-11-20T09:00:00.000Z',
    lastIncident: incidentAt(3),
  })
  await phone.push([], { report: report({ copies: 1, oldestUnsentAt: null, clockOffsetMs: null }) })
  expect(await deviceShown()).toMatchObject({ copies: 1, oldestUnsentAt: null, lastIncident: incidentAt(3) })
})

test('S1 an incident that is reported twice is one, and only the newest are kept', async () => {
  const { db } = fixture.server.store
  const days = (from: number) => Array.from({ length: 20 }, (_, n) => incidentAt(from + n))
  for (const from of [1, 1, 11, 21, 41]) await phone.push([], { report: report({ incidents: days(from) }) })
  const kept = await db.selectFrom('incidents').select('at').orderBy('at').execute()
  expect(kept.map(({ at }) => at)).toEqual(Array.from({ length: 40 }, (_, n) => incidentAt(21 + n).at))
})

test('comes with the entries or not at all', async () => {
  const { db } = fixture.server.store
  await db.schema.dropTable('unsent').execute()
  await expect(phone.push([], { report: report({ incidents: [incidentAt(1)] }) })).rejects.toThrow('500')
  expect(await db.selectFrom('incidents').selectAll().execute()).toEqual([])
})
