import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAudit } from '#wire/audit.ts'
import { acceptBatch, listBatches, readBatch, undoBatch } from '#wire/batches.ts'
import { readBoard } from '#wire/board.ts'
import { finishImport, type ImportRow, importRows, startImport } from '#wire/imports.ts'
import { decideMatch, listMatches, undoMatch } from '#wire/matches.ts'
import { exportRoll, readRoll, readStreetSignatures } from '#wire/roll.ts'
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

const asha = { name: 'Asha Khan', address: '1 Reede Road', postcode: 'RM10 8AA', email: 'asha@example.org' }
const tom = { name: 'Tom Reed', address: '2 Reede Road', postcode: 'RM10 8AA' }

/** The rows as a finished import, from line 2 on. */
async function importOf(rows: readonly Omit<ImportRow, 'line'>[], label = 'Notice'): Promise<string> {
  const batch = randomUUID()
  const at = { params: { ...params, batch } }
  await organiser.call(startImport, { ...at, body: { label } })
  const numbered = rows.map((row, index) => ({ ...row, line: index + 2 }))
  for (let start = 0; start < numbered.length; start += 500) {
    await organiser.call(importRows, { ...at, body: { rows: numbered.slice(start, start + 500) } })
  }
  await organiser.call(finishImport, at)
  return batch
}

const accept = (batch: string) => organiser.call(acceptBatch, { params: { ...params, batch } })
const rollCount = async () => (await organiser.call(readRoll, { params, query: {} })).count

describe('an import', () => {
  test('takes each line or refuses it with the key of a message', async () => {
    const batch = randomUUID()
    const at = { params: { ...params, batch } }
    await organiser.call(startImport, { ...at, body: { label: ' Online notice ' } })
    const rows: ImportRow[] = [
      { line: 2, ...asha, signedAt: '20/08/2026' },
      { line: 3, name: ' ', postcode: 'RM10 8AA' },
      { line: 4, name: '=cmd', postcode: 'RM10 8AA' },
      { line: 5, name: 'Bea', postcode: 'nowhere' },
      { line: 6, name: 'Cy', email: 'not an address' },
      { line: 7, name: 'Di', address: 'x'.repeat(300) },
      { line: 8, name: 'Ed', signedAt: '31/02/2026' },
      { line: 9, name: 'Flo', signedAt: '2027-01-01' },
      { line: 10, name: 'Gus', signedAt: '2026-08-20T14:05:00Z', postcode: 'rm108ab' },
      { line: 11, name: 'Hana', signedAt: '2026-08-20 14:05' },
      { line: 12, name: 'Ivo' },
    ]
    const refused = [
      { line: 3, reason: 'name-missing' },
      { line: 4, reason: 'name-not-a-name' },
      { line: 5, reason: 'postcode-not-a-postcode' },
      { line: 6, reason: 'email-not-an-address' },
      { line: 7, reason: 'address-too-long' },
      { line: 8, reason: 'date-not-a-date' },
      { line: 9, reason: 'date-in-future' },
    ]
    expect(await organiser.call(importRows, { ...at, body: { rows } })).toEqual({
      taken: 4,
      known: 0,
      refused,
    })
    fixture.clock.now += 60_000
    const done = await organiser.call(finishImport, at)
    expect(done.refused).toEqual(refused)
    expect(done.batch).toMatchObject({
      from: 'Online notice',
      state: 'waiting',
      source: 'online',
      counts: { received: 4, new: 4 },
    })

    const { signatures } = await organiser.call(readBatch, { ...at, query: {} })
    expect(signatures.map(({ name, postcode, signedAt }) => ({ name, postcode, signedAt }))).toEqual([
      { name: 'Asha Khan', postcode: 'RM10 8AA', signedAt: '2026-08-20T11:00:00.000Z' },
      { name: 'Gus', postcode: 'RM10 8AB', signedAt: '2026-08-20T14:05:00.000Z' },
      { name: 'Hana', postcode: null, signedAt: '2026-08-20T13:05:00.000Z' },
      { name: 'Ivo', postcode: null, signedAt: '2026-11-22T10:00:00.000Z' },
    ])
    const contacts = await fixture.server.store.db.selectFrom('contacts').selectAll().execute()
    expect(contacts, 'an e-mail for matching is no consent to contact').toEqual([])
  })

  test('S1 starting, sending and finishing twice has one effect', async () => {
    const batch = randomUUID()
    const at = { params: { ...params, batch } }
    const body = {
      rows: [
        { line: 2, ...asha },
        { line: 3, name: '' },
      ],
    }
    for (let time = 0; time < 2; time += 1)
      await organiser.call(startImport, { ...at, body: { label: 'Notice' } })
    expect(await organiser.call(importRows, { ...at, body })).toMatchObject({ taken: 1, known: 0 })
    expect(await organiser.call(importRows, { ...at, body })).toEqual({
      taken: 0,
      known: 1,
      refused: [{ line: 3, reason: 'name-missing' }],
    })
    for (let time = 0; time < 2; time += 1) {
      expect((await organiser.call(finishImport, at)).batch.counts.received).toBe(1)
    }
    expect(await organiser.refusal(importRows, { ...at, body })).toBe('conflict')
    expect((await organiser.call(listBatches, { params, query: {} })).batches).toHaveLength(1)
    const { online } = await organiser.call(readBoard, { params })
    expect(online).toMatchObject({ received: 1, counted: 0 })
  })

  test('is not to be accepted before it is finished', async () => {
    const batch = randomUUID()
    const at = { params: { ...params, batch } }
    await organiser.call(startImport, { ...at, body: { label: 'Notice' } })
    await organiser.call(importRows, { ...at, body: { rows: [{ line: 2, ...asha }] } })
    expect(await organiser.refusal(acceptBatch, at)).toBe('conflict')
    expect(await organiser.refusal(undoBatch, at)).toBe('conflict')
    expect((await organiser.call(readBatch, { ...at, query: {} })).batch).toMatchObject({
      state: 'receiving',
      counts: { received: 1 },
    })
  })

  test('nobody’s id, another’s batch, too many rows', async () => {
    const unknown = { params: { ...params, batch: randomUUID() } }
    expect(
      await organiser.refusal(startImport, { params: { ...params, batch: 'x' }, body: { label: 'Notice' } }),
    ).toBe('not-found')
    expect(await organiser.refusal(importRows, { ...unknown, body: { rows: [] } })).toBe('not-found')
    expect(await organiser.refusal(finishImport, unknown)).toBe('not-found')
    const rows = Array.from({ length: 501 }, (_, line) => ({ line: line + 2, name: 'A' }))
    expect(await organiser.refusal(importRows, { ...unknown, body: { rows } })).toBe('bad-request')
  })

  test('20,000 rows', { timeout: 120_000 }, async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({
      name: `Person ${index % 19_000}`,
      address: `${index % 19_000} Long Road`,
      postcode: 'RM10 8AA',
      email: `person${index % 19_000}@example.org`,
    }))
    const { batch } = await accept(await importOf(rows))
    expect(batch.counts).toEqual({
      received: 20_000,
      new: 19_000,
      alreadyOnRoll: 1000,
      toDecide: 0,
      late: 0,
      withdrawn: 0,
    })
    expect(await rollCount()).toMatchObject({ received: 20_000, alsoElsewhere: 1000, counted: 19_000 })
  })
})

describe('batches', () => {
  test('say what accepting makes of them, before and after', async () => {
    await accept(await importOf([asha, tom]))
    const batch = await importOf([
      { ...asha, name: 'ASHA KHAN', address: '1 Reede Rd' },
      { name: 'Tom Reed', postcode: 'RM10 8AA' },
      { name: 'New Person', postcode: 'RM10 8AB' },
    ])
    const counts = { received: 3, new: 1, alreadyOnRoll: 1, toDecide: 1, late: 0, withdrawn: 0 }
    const waiting = await organiser.call(readBatch, { params: { ...params, batch }, query: {} })
    expect(waiting.batch.counts).toEqual(counts)
    expect(waiting.signatures.map(({ proposal, standing }) => [proposal, standing])).toEqual([
      ['already-on-roll', 'waiting'],
      ['to-decide', 'waiting'],
      ['new', 'waiting'],
    ])

    expect((await accept(batch)).batch).toMatchObject({ state: 'accepted', counts })
    expect((await accept(batch)).batch.counts).toEqual(counts)
    const accepted = await organiser.call(readBatch, { params: { ...params, batch }, query: {} })
    expect(accepted.signatures.map(({ proposal, standing }) => [proposal, standing])).toEqual([
      [null, 'also-elsewhere'],
      [null, 'to-decide'],
      [null, 'counted'],
    ])
    expect(await rollCount()).toEqual({
      collected: 5,
      refused: 0,
      late: 0,
      received: 5,
      waiting: 0,
      toDecide: 1,
      alsoElsewhere: 1,
      withdrawn: 0,
      counted: 3,
    })

    const undone = await organiser.call(undoBatch, { params: { ...params, batch } })
    expect(undone.batch).toMatchObject({ state: 'waiting', counts })
    expect(await rollCount()).toMatchObject({ waiting: 3, counted: 2 })
  })

  test('are proposed anew when the roll has moved', async () => {
    const first = await importOf([asha])
    const second = await importOf([asha])
    const at = { params: { ...params, batch: second } }
    expect((await organiser.call(readBatch, { ...at, query: {} })).batch.counts.new).toBe(1)
    await accept(first)
    expect((await organiser.call(readBatch, { ...at, query: {} })).batch.counts.alreadyOnRoll).toBe(1)
    await organiser.call(undoBatch, { params: { ...params, batch: first } })
    await accept(second)
    expect(await rollCount()).toMatchObject({ counted: 1, waiting: 1 })
  })

  test('one person gathered twice counts once, for the earliest; undoing that one counts the other', async () => {
    const first = await importOf([asha])
    const second = await importOf([asha])
    await accept(second)
    await accept(first)
    const standingOf = async (batch: string) =>
      (await organiser.call(readBatch, { params: { ...params, batch }, query: {} })).signatures[0]?.standing
    expect([await standingOf(first), await standingOf(second)]).toEqual(['counted', 'also-elsewhere'])
    await organiser.call(undoBatch, { params: { ...params, batch: first } })
    expect([await standingOf(first), await standingOf(second)]).toEqual(['waiting', 'counted'])
  })

  test('come in pages, the newest first', async () => {
    for (let count = 0; count < 33; count += 1)
      await importOf([{ name: `Person ${count}` }], `Notice ${count}`)
    const first = await organiser.call(listBatches, { params, query: {} })
    expect(first.batches).toHaveLength(30)
    expect(first.batches[0]?.from).toBe('Notice 32')
    const rest = await organiser.call(listBatches, { params, query: { before: first.before ?? '' } })
    expect(rest.batches.map(({ from }) => from)).toEqual(['Notice 2', 'Notice 1', 'Notice 0'])
    expect(rest.before).toBeNull()
    const at = {
      params: {
        ...params,
        batch: await importOf(Array.from({ length: 101 }, (_, n) => ({ name: `P ${n}` }))),
      },
    }
    expect(
      (await organiser.call(readBatch, { ...at, query: { page: '2' } })).signatures.map(({ name }) => name),
    ).toEqual(['P 100'])
    expect((await organiser.call(readBatch, { ...at, query: {} })).pages).toBe(2)
  })

  test('that do not exist are not found', async () => {
    const at = { params: { ...params, batch: randomUUID() } }
    expect(await organiser.refusal(readBatch, { ...at, query: {} })).toBe('not-found')
    expect(await organiser.refusal(acceptBatch, at)).toBe('not-found')
    expect(await organiser.refusal(undoBatch, at)).toBe('not-found')
  })
})

describe('matches', () => {
  let a: string
  let b: string
  beforeEach(async () => {
    await accept(await importOf([tom]))
    await accept(await importOf([{ name: 'Tom Reed', postcode: 'RM10 8AA' }]))
    const { matches, open } = await organiser.call(listMatches, { params, query: { state: 'open' } })
    expect(open).toBe(1)
    expect(matches).toMatchObject([
      { reasons: ['same-name', 'same-postcode', 'house-unknown'], decision: null },
    ])
    a = matches[0]?.a.id ?? ''
    b = matches[0]?.b.id ?? ''
  })

  test('the same person counts once, another for himself, and both can be taken back', async () => {
    expect(await rollCount()).toMatchObject({ toDecide: 1, counted: 1 })
    expect(await organiser.call(decideMatch, { params, body: { a, b, verdict: 'same' } })).toEqual({
      open: 0,
    })
    expect(await rollCount()).toMatchObject({ toDecide: 0, alsoElsewhere: 1, counted: 1 })
    expect(await organiser.refusal(decideMatch, { params, body: { a, b, verdict: 'different' } })).toBe(
      'already-decided',
    )

    const decided = await organiser.call(listMatches, { params, query: { state: 'decided' } })
    expect(decided).toMatchObject({ open: 0, decided: 1 })
    expect(decided.matches[0]?.decision).toMatchObject({ verdict: 'same', by: 'Olive Organiser' })

    expect(await organiser.call(undoMatch, { params, body: { a, b } })).toEqual({ open: 1 })
    expect(await rollCount()).toMatchObject({ toDecide: 1, counted: 1 })
    await organiser.call(decideMatch, { params, body: { a, b, verdict: 'different' } })
    expect(await rollCount()).toMatchObject({ toDecide: 0, counted: 2 })
  })

  test('what does not exist can be neither decided nor taken back', async () => {
    const body = { a: randomUUID() as string, b }
    expect(await organiser.refusal(decideMatch, { params, body: { ...body, verdict: 'same' } })).toBe(
      'not-found',
    )
    expect(await organiser.refusal(undoMatch, { params, body })).toBe('not-found')
    expect(await organiser.refusal(undoMatch, { params, body: { a, b } })).toBe('not-found')
  })
})

describe('the roll', () => {
  test('as CSV has a byte-order mark, CRLF, a row for each who counts, and no cell that a spreadsheet runs', async () => {
    const dangerous = ['=1+1', '+44 Reede Road', '-2 Reede Road', '@SUM(A1)', '\t=1', '＝1+1', '\u2003=1']
    const rows = dangerous.map((address, index) => ({
      name: `Person, "${index}"`,
      address,
      postcode: 'RM10 8AA',
    }))
    await accept(await importOf([...rows, asha]))
    await importOf([tom])
    const reply = await organiser.send(exportRoll, { params })
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="roll.csv"')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    const bytes = new Uint8Array(await reply.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text).toMatch(/^number,name,address,postcode,connection,method,source,street,signedAt\r\n/)
    expect(text).toContain('8,Asha Khan,1 Reede Road,RM10 8AA,,typed,online,,2026-11-22T10:00:00.000Z\r\n')
    expect(text).not.toContain('Tom Reed')
    expect(text).toContain('"Person, ""0"""')
    // Blanks around it are trimmed before it is stored.
    for (const address of dangerous) expect(text).toContain(`"'${address.trim()}`)
    expect(text).not.toMatch(/(^|,|\r\n)"?[=+\-@＝]/)
  })

  test('as CSV runs nothing either where a semicolon or a tab cuts it into cells', async () => {
    const rows = ['1 Reede Road;=1+1', '2 Reede Road; @SUM(A1)', '3 Reede Road|=1', '4 Reede Road\t=1'].map(
      (address) => ({ name: 'Ada Example;＝1+1', address, postcode: 'RM10 8AA' }),
    )
    await accept(await importOf(rows))
    const text = await (await organiser.send(exportRoll, { params })).text()
    expect(text).toContain("1 Reede Road;'=1+1")
    expect(text).not.toMatch(/[,;|\t]"?\s*[=+\-@＝]/)
  })

  test('that is empty is a header', async () => {
    const text = await (await organiser.send(exportRoll, { params })).text()
    expect(text.trim().split('\r\n')).toHaveLength(1)
  })

  test('every reading of names is in the audit trail, with how many', async () => {
    const { street } = await fixture.addStreet('Reede Road', 1)
    const batch = await importOf([asha, tom])
    await organiser.call(readBatch, { params: { ...params, batch }, query: {} })
    await accept(batch)
    await organiser.call(readRoll, { params, query: {} })
    await organiser.send(exportRoll, { params })
    await organiser.call(listMatches, { params, query: { state: 'open' } })
    await organiser.call(readStreetSignatures, { params: { ...params, street } })
    const { events, before } = await organiser.call(readAudit, { params, query: {} })
    expect(events.slice(0, 6).map(({ action, count, by }) => [action, count, by])).toEqual([
      ['signatures-seen', 0, 'Olive Organiser'],
      ['matches-seen', 0, 'Olive Organiser'],
      ['roll-exported', 2, 'Olive Organiser'],
      ['roll-seen', 2, 'Olive Organiser'],
      ['batch-accepted', null, 'Olive Organiser'],
      ['batch-seen', 2, 'Olive Organiser'],
    ])
    expect(before).toBeNull()
    const seq = events[2]?.seq ?? 0
    const older = await organiser.call(readAudit, { params, query: { before: String(seq) } })
    expect(older.events[0]?.action).toBe('roll-seen')
  })
})
