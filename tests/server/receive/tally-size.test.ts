/** What the figures of forty streets cost a phone or a captain at the edge of the signal. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { readBoard } from '#wire/board.ts'
import { API_PREFIX, pathOf } from '#wire/endpoint.ts'
import { pull, push } from '#wire/sync.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinScripted, newNonce, type ScriptedPhone } from '../../tools/scripted-phone.ts'
import { ada, signAt } from './entries.ts'

const STREETS = 40
const VOLUNTEERS = 5
const MAX_BYTES = 2048

let fixture: PetitionFixture
let phones: ScriptedPhone[]
let captain: ScriptedPhone

beforeAll(async () => {
  fixture = await startPetition()
  const places: { street: StreetId; doors: DoorId[] }[] = []
  for (let n = 0; n < STREETS; n += 1) {
    fixture.clock.now += 60_000 * (n + 1)
    places.push(await fixture.addStreet(`Bench Road ${n}`, 3))
  }
  const streets = places.map(({ street }) => street)
  captain = await joinScripted(fixture.app, (await fixture.invite('captain', 'Cora Captain', streets)).code)
  phones = []
  for (let n = 0; n < VOLUNTEERS; n += 1) {
    fixture.clock.now += 3_600_000
    // The first gathers everywhere, the others in a part.
    const share = streets.filter((_, place) => n === 0 || place % VOLUNTEERS === n)
    const phone = await joinScripted(
      fixture.app,
      (await fixture.invite('volunteer', `Vera ${n}`, share)).code,
    )
    phones.push(phone)
    const run = await phone.newRun()
    const entries = []
    for (const place of places.filter(({ street }) => share.includes(street))) {
      for (let sign = places.indexOf(place) % 3; sign >= 0; sign -= 1) {
        entries.push(await run.write(signAt(fixture, place, sign)))
      }
    }
    await phone.push(entries)
  }
})
afterAll(() => fixture.close())

/** Bytes of the body as they go over the wire, and the body. */
async function asked(phone: ScriptedPhone, path: string, body?: unknown) {
  const headers = { Cookie: phone.cookie, 'Accept-Encoding': 'gzip', 'Content-Type': 'application/json' }
  const url = API_PREFIX + pathOf(path, { petition: fixture.petition })
  const get = (more: Record<string, string>) =>
    fixture.app.request(url, {
      headers: { ...headers, ...more },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
  return {
    bytes: (await (await get({})).arrayBuffer()).byteLength,
    text: await (await get({ 'Accept-Encoding': 'identity' })).text(),
  }
}

test('T1 a phone’s own come with any push or pull, in 2 kB, and without a name', async () => {
  const [phone] = phones
  if (phone === undefined) throw new Error('there are phones')
  const { device } = phone.session
  const body = { version: 2, nonce: newNonce(), device, runs: [], unsent: [], entries: [] }
  const pushed = await asked(phone, push.path, body)
  expect(push.reply.parse(JSON.parse(pushed.text)).tallies.streets).toHaveLength(STREETS)
  expect(pushed.bytes).toBeLessThanOrEqual(MAX_BYTES)
  const { cursor } = pull.reply.parse(
    JSON.parse((await asked(phone, `${pull.path}?n=${newNonce()}&v=2`)).text),
  )
  const query = new URLSearchParams({ n: newNonce(), v: '2', cursor })
  const pulled = await asked(phone, `${pull.path}?${query}`)
  expect(pull.reply.parse(JSON.parse(pulled.text)).tallies.streets).toHaveLength(STREETS)
  expect(pulled.bytes).toBeLessThanOrEqual(MAX_BYTES)
  for (const { text } of [pushed, pulled]) expect(text).not.toMatch(new RegExp(`${ada.name}|Vera|Cora`))
})

test('T1 a captain’s board of forty streets and five volunteers comes in 2 kB, and names nobody who signed', async () => {
  const board = await asked(captain, readBoard.path)
  expect(readBoard.reply.parse(JSON.parse(board.text)).streets).toHaveLength(STREETS)
  expect(board.bytes).toBeLessThanOrEqual(MAX_BYTES)
  expect(board.text).not.toContain(ada.name)
})
