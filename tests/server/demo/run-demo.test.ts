import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '#server/app.ts'
import { type DemoEffects, demoEffects } from '#server/demo/demo-effects.ts'
import { familyNames } from '#server/demo/people.ts'
import { type DemoCodes, runDemo } from '#server/demo/run-demo.ts'
import { createOrganiserCode } from '#server/first-organiser.ts'
import { runKey } from '#server/receive/run-keys.ts'
import { requestLog } from '#server/request-log.ts'
import type { Server } from '#server/server.ts'
import { openStore } from '#server/store/open-store.ts'
import { listBatches, readBatch } from '#wire/batches.ts'
import { readBoard } from '#wire/board.ts'
import { listMatches } from '#wire/matches.ts'
import { exportRoll, readRoll, readStreetSignatures } from '#wire/roll.ts'
import { listStreets } from '#wire/streets.ts'
import { joinAs } from '../../tools/api-caller.ts'

let directory: string
let lines: string[]
let server: Server
let effects: DemoEffects
let codes: DemoCodes

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'petition-pack-demo-'))
  lines = []
  effects = demoEffects()
  server = {
    ...effects,
    store: await openStore({ dataDir: directory }),
    masterKey: new Uint8Array(randomBytes(32)),
    runKey,
    publicUrl: 'http://localhost:3000',
    backups: { directory: join(directory, 'backups'), everyMinutes: 0, dataDisk: directory },
    log: pino({ level: 'trace' }, { write: (line) => void lines.push(line) }),
  }
  codes = await runDemo(server, effects)
})
afterAll(async () => {
  await server.store.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('the demo', () => {
  test('tells its evening: the notice and one batch accepted, one that waits, and totals that add up', async () => {
    const app = createApp(server)
    const organiser = await joinAs(app, codes.organiser.code)
    const [{ petition }] = (await server.store.db
      .selectFrom('petitions')
      .select('id as petition')
      .execute()) as [{ petition: string }]
    const params = { petition }
    const { batches } = await organiser.call(listBatches, { params, query: {} })
    expect(
      batches.map(({ state, source, from, counts, knocks }) => ({ state, source, from, ...counts, knocks })),
    ).toEqual([
      {
        state: 'waiting',
        source: 'phone',
        from: 'Sunil Barua',
        received: 14,
        new: 11,
        alreadyOnRoll: 2,
        toDecide: 1,
        late: 0,
        withdrawn: 0,
        knocks: 21,
      },
      {
        state: 'accepted',
        source: 'phone',
        from: 'Rita Vaitkute',
        received: 7,
        new: 5,
        alreadyOnRoll: 2,
        toDecide: 0,
        late: 0,
        withdrawn: 0,
        knocks: 12,
      },
      expect.objectContaining({ state: 'accepted', source: 'online', received: 1512 }),
    ])
    const { count } = await organiser.call(readRoll, { params, query: {} })
    expect(count.received).toBe(1512 + 7 + 14)
    expect(count.waiting).toBe(14)
    const { open } = await organiser.call(listMatches, { params, query: { state: 'open' } })
    expect(open).toBeGreaterThan(0)
    expect(open).toBeLessThan(40)
    const board = await organiser.call(readBoard, { params })
    const counted = [...board.streets.map(({ tally }) => tally), board.elsewhere, board.online]
    expect(counted.reduce((sum, tally) => sum + tally.counted, 0)).toBe(count.counted)
    expect((await organiser.call(listStreets, { params })).streets).toHaveLength(20)

    const captain = await joinAs(app, codes.captain.code)
    const own = (await captain.call(listStreets, { params })).streets
    expect(own).toHaveLength(4)
    // A captain reads the names of an own street, and no other's; the board's figures are those of the names.
    const [first] = own
    const at = { params: { ...params, street: first?.id ?? '' } }
    const { signatures } = await captain.call(readStreetSignatures, at)
    const shown = (await captain.call(readBoard, { params })).streets.find(({ id }) => id === first?.id)
    expect(signatures.length).toBeGreaterThan(0)
    expect(shown?.tally.received).toBe(signatures.length)
    expect(shown?.doorsDone).toBeGreaterThan(0)
    const foreign = board.streets.find(({ id }) => !own.some((each) => each.id === id))
    const elsewhere = { params: { ...params, street: foreign?.id ?? '' } }
    expect(await captain.refusal(readStreetSignatures, elsewhere)).toBe('not-found')

    // T1: what a phone said that it still holds is shown with its volunteer.
    const [rita] = await server.store.db
      .selectFrom('devices')
      .select(['id', 'member'])
      .where('member', '=', shown?.members.find(({ name }) => name === 'Rita Vaitkute')?.member ?? '')
      .execute()
    await server.store.db
      .insertInto('unsent')
      .values({ petition, device: rita?.id ?? '', street: first?.id ?? '', signatures: 3, reportedAt: 1 })
      .onConflict((conflict) =>
        conflict.columns(['petition', 'device', 'street']).doUpdateSet({ signatures: 3 }),
      )
      .execute()
    const later = (await captain.call(readBoard, { params })).streets.find(({ id }) => id === first?.id)
    expect(later?.tally.onPhones).toBe(3)
    expect(later?.members.find(({ member }) => member === rita?.member)?.tally.onPhones).toBe(3)
    await joinAs(app, codes.volunteer.code)
  })

  test('comes out the same each time', async () => {
    const again = demoEffects()
    const other = mkdtempSync(join(tmpdir(), 'petition-pack-demo-'))
    const second: Server = { ...server, ...again, store: await openStore({ dataDir: other }) }
    expect(await runDemo(second, again)).toEqual(codes)
    const idsOf = async ({ store }: Server) =>
      await store.db
        .selectFrom('signatures')
        .select(['id', 'standing', 'received'])
        .orderBy('received')
        .orderBy('id')
        .execute()
    expect(await idsOf(second)).toEqual(await idsOf(server))
    await second.store.close()
    rmSync(other, { recursive: true, force: true })
  })

  test('P1 P2 leaves nobody’s name in the database, its log or what the server logs', async () => {
    const site = new Hono()
    site.use(requestLog(server.log))
    site.route('/', createApp(server))
    const organiser = await joinAs(site, await createOrganiserCode(server))
    const { petition } = await server.store.db
      .selectFrom('petitions')
      .select('id as petition')
      .executeTakeFirstOrThrow()
    const params = { petition }
    // Every page that shows names, so that they have been through the server's hands.
    const { batches } = await organiser.call(listBatches, { params, query: {} })
    const { signatures } = await organiser.call(readBatch, {
      params: { ...params, batch: batches.at(-1)?.id ?? '' },
      query: {},
    })
    expect(signatures).toHaveLength(100)
    const csv = await (await organiser.send(exportRoll, { params })).text()
    const { streets } = await organiser.call(listStreets, { params })
    await organiser.call(readStreetSignatures, { params: { ...params, street: streets[0]?.id ?? '' } })

    const personal = [
      // Shorter ones could come out of base64 by chance.
      ...familyNames.filter((name) => name.length >= 6),
      ...signatures.flatMap(({ name, address }) => [name, address ?? name]),
      'Amara Whitlock',
      'Colm Fennimore',
      'Rita Vaitkute',
      'signer12@example.org',
      'RM10 0BA',
      'RM10 0BB',
      codes.volunteer.code,
    ]
    expect(personal.filter((text) => csv.includes(text)).length).toBeGreaterThan(60)
    const kept = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'))
    const written = [...kept, ...lines].join('\n')
    expect(written.length).toBeGreaterThan(1_000_000)
    const found = personal.filter(
      (text) => written.includes(text) || written.includes(JSON.stringify(text).slice(1, -1)),
    )
    expect(found).toEqual([])
  })
})
