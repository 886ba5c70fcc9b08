/**
 * Many entries at once do what each of them does by itself: the same database,
 * the same receipts. Doors, runs and people are few, so that entries meet.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '#domain/entry.ts'
import type { DoorId, EntryId, StreetId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import { Standing, tallyOf } from '#domain/tally.ts'
import { type Seeded, seeded } from '#server/demo/seeded.ts'
import { openPersonal } from '#server/keys/personal-box.ts'
import { examineContext } from '#server/receive/examine-context.ts'
import { examineAll } from '#server/receive/receive-push.ts'
import { openAside } from '#server/receive/set-aside.ts'
import { takeIn } from '#server/receive/take-in.ts'
import type { Trx } from '#server/store/open-store.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinScripted, type ScriptedPhone, type ScriptedRun } from '../../tools/scripted-phone.ts'
import { ada, signAt } from './entries.ts'

const ROUNDS = 60

let fixture: PetitionFixture
let place: { street: StreetId; doors: DoorId[] }
let phones: ScriptedPhone[]

beforeAll(async () => {
  fixture = await startPetition()
  place = await fixture.addStreet('Reede Road', 4)
  const { code } = await fixture.invite('volunteer', 'Vera Volunteer', [place.street])
  phones = [await joinScripted(fixture.app, code), await joinScripted(fixture.app, code)]
})
afterAll(() => fixture.close())

type World = { readonly dice: Seeded; readonly runs: ScriptedRun[]; readonly written: Entry[] }

/** One or several entries that belong together; the push shuffles them. */
async function someEntries({ dice, runs, written }: World): Promise<unknown[]> {
  const run = dice.pick(runs)
  const door = dice.below(place.doors.length)
  const knock = { kind: 'knock', street: place.street, door: place.doors[door] } as const
  const before = written.length === 0 ? undefined : dice.pick(written)
  const note = (entry: Entry) => {
    written.push(entry)
    return entry
  }
  const nameOf = () => ({ ...ada, name: `Ada ${dice.pick(['One', 'Two', 'Three'])}` })
  const contact = { email: 'ada@example.org', purposes: ['result' as const] }
  switch (dice.below(13)) {
    case 0:
    case 1:
    case 2:
      return [note(await run.write(signAt(fixture, place, door, { ...nameOf(), contact })))]
    case 3:
      return [
        note(await run.write({ ...knock, outcome: dice.pick(['declined', 'no-answer', 'do-not-knock']) })),
      ]
    case 4: {
      const sign = note(await run.write(signAt(fixture, place, door)))
      return [await run.write({ kind: 'amend', ref: sign.id, personal: nameOf() }), sign]
    }
    case 5: {
      const sign = note(await run.write(signAt(fixture, place, door)))
      const withdrawal = await run.write({ kind: 'withdraw', ref: sign.id })
      return [withdrawal, sign, await run.write({ kind: 'amend', ref: sign.id, personal: nameOf() })]
    }
    case 6:
      return before === undefined ? [] : [before]
    case 7:
      return before === undefined ? [] : [before, before]
    case 8:
      return before === undefined
        ? []
        : [await run.write({ ...signAt(fixture, place, door, nameOf()), id: before.id })]
    case 9:
      return before === undefined ? [] : [await run.write({ kind: 'withdraw', ref: before.id })]
    case 10:
      return before === undefined
        ? []
        : [await run.write({ kind: 'amend', ref: before.id, street: place.street, personal: nameOf() })]
    case 11: {
      const elsewhere = {
        street: place.street,
        doors: [dice.pick(phones).session.device as string as DoorId],
      }
      return [
        await run.write(signAt(fixture, elsewhere, 0)),
        await run.write(signAt(fixture, place, door, { name: ' ' })),
      ]
    }
    default:
      return [null, { ...(await run.write(signAt(fixture, place, door))), seq: 999 }]
  }
}

function shuffled<Thing>(dice: Seeded, things: readonly Thing[]): Thing[] {
  const order = things.map((thing) => ({ thing, at: dice.next() }))
  return order.sort((a, b) => a.at - b.at).map(({ thing }) => thing)
}

type Outcome = { readonly receipts: Receipt[]; readonly database: unknown }

/** What taking these in would give; nothing of it stays. */
async function tried(entries: readonly unknown[], prepare?: (trx: Trx) => Promise<void>): Promise<Outcome> {
  const [phone] = phones
  if (phone === undefined) throw new Error('there are phones')
  const { petition, member, device } = phone.session
  const context = await examineContext(fixture.server, { petition, member })
  const examined = await examineAll(entries, context)
  let outcome: Outcome | undefined
  const undo = new Error('only tried')
  await fixture.server.store
    .transact(async (trx) => {
      await prepare?.(trx)
      const { receipts } = await takeIn(
        { server: fixture.server, trx, context, device, by: member },
        examined,
      )
      outcome = { receipts, database: await databaseOf(trx) }
      throw undo
    })
    .catch((error) => {
      if (error !== undo) throw error
    })
  if (outcome === undefined) throw new Error('it was tried')
  return outcome
}

const WITHOUT = [
  'batches',
  'entries',
  'signatures',
  'contacts',
  'blocking',
  'refused',
  'tallies',
  'doors',
] as const

/** Everything but what is random: names of new batches and nonces of what rests encrypted. */
async function databaseOf(trx: Trx) {
  const [phone] = phones
  const { keys } = await examineContextKeys()
  const tables: Record<string, unknown[]> = {}
  for (const table of WITHOUT) {
    const rows: Record<string, unknown>[] = await trx.selectFrom(table).selectAll().execute()
    tables[table] = rows
      .map(({ batch, code, contactSealed, personalSealed, rawSealed, ...row }) => ({
        ...row,
        ...(table === 'batches' ? { id: row.source } : {}),
        ...(batch === undefined ? {} : { inBatch: batch !== null }),
        ...(contactSealed === undefined ? {} : { hasContact: true }),
        ...(personalSealed === undefined
          ? {}
          : { personal: openPersonal(keys, String(row.id), String(personalSealed)) }),
        ...(rawSealed === undefined
          ? {}
          : {
              raw: openAside(keys, {
                id: String(row.id),
                hash: String(row.hash),
                rawSealed: String(rawSealed),
              }),
            }),
      }))
      .map((row) => JSON.stringify(row))
      .sort()
  }
  const head = await trx.selectFrom('petitions').select(['head', 'rollHead']).execute()
  return { ...tables, head, device: phone?.session.device }
}

let knownKeys: Awaited<ReturnType<typeof examineContext>> | undefined
async function examineContextKeys() {
  if (knownKeys === undefined) throw new Error('keys are read before the transaction')
  return knownKeys
}

describe('S1 S3 a push of many', () => {
  test.each([20, 21, 22])('does what each of its entries does by itself (seed %i)', async (seed) => {
    knownKeys = await examineContext(fixture.server, { petition: fixture.petition, member: 'anyone' })
    const dice = seeded(seed)
    const written: Entry[] = []
    const runs: ScriptedRun[] = []
    const reasons = new Map<string, number>()
    for (let round = 0; round < ROUNDS / 3; round += 1) {
      const phone = dice.pick(phones)
      // Now and then a run begins again at 1, as on a phone that was restored from a clone.
      const cloned = runs.length > 0 && dice.chance(0.3) ? dice.pick(runs).run : undefined
      if (runs.length < 3 || dice.chance(0.3)) runs.push(await phone.newRun(cloned))
      if (runs.length > 4) runs.shift()
      const groups: unknown[][] = []
      for (let n = 1 + dice.below(10); n > 0; n -= 1) groups.push(await someEntries({ dice, runs, written }))
      const entries = shuffled(dice, groups.flat())

      const poison = await poisonedSign()
      const together = await tried(entries)
      const each = await tried([...entries, poison.entry], poison.plant)
      expect(each.receipts.at(-1)).toMatchObject({ state: 'refused', reason: 'malformed' })
      expect(each.receipts.slice(0, -1)).toEqual(together.receipts)
      expect(without(each.database, poison.entry.id)).toEqual(without(together.database, poison.entry.id))

      for (const receipt of together.receipts) {
        const what = 'reason' in receipt ? receipt.reason : receipt.state
        reasons.set(what, (reasons.get(what) ?? 0) + 1)
      }
      // For real, so that the next push meets them; and once more, which changes nothing.
      const [sender] = phones
      const first = await sender?.push(entries)
      expect(first?.receipts).toEqual(together.receipts)
      const before = await countRows()
      const again = await sender?.push(entries)
      expect(again?.receipts.map(({ state }) => state)).toEqual(first?.receipts.map(({ state }) => state))
      expect(await countRows()).toEqual(before)
      await expectTallies()
    }
    for (const reason of [
      'held',
      'same-id-other-content',
      'same-number-other-entry',
      'not-yours-to-change',
      'unknown-ref',
      'unknown-door',
      'rules-not-met',
      'hash-mismatch',
    ])
      expect(reasons.get(reason) ?? 0, reason).toBeGreaterThan(0)
  })
})

test('S1 the same twice in one push is one: in the journal, the batch and the tallies', async () => {
  const phone = await joinScripted(
    fixture.app,
    (await fixture.invite('volunteer', 'Walt Volunteer', [place.street])).code,
  )
  const run = await phone.newRun()
  const sign = await run.write(signAt(fixture, place, 0))
  const knock = await run.write({
    kind: 'knock',
    street: place.street,
    door: place.doors[1],
    outcome: 'declined',
  })
  const { receipts, tallies } = await phone.push([sign, sign])
  expect(receipts[0]).toMatchObject({ id: sign.id, hash: sign.hash, state: 'held' })
  expect(receipts[1]).toEqual(receipts[0])
  expect(tallies.streets).toMatchObject([{ received: 1 }])
  const knocked = await phone.push([knock, knock])
  expect(knocked.receipts[1]).toEqual(knocked.receipts[0])
  const { db } = fixture.server.store
  const batches = await db
    .selectFrom('batches')
    .select('knocks')
    .where('member', '=', phone.session.member)
    .execute()
  expect(batches).toEqual([{ knocks: 1 }])
})

/** The database refuses its contact, because one is there: what it is with goes in one by one. */
async function poisonedSign() {
  const [phone] = phones
  if (phone === undefined) throw new Error('there are phones')
  const contact = { email: 'ada@example.org', purposes: ['result' as const] }
  const entry = await (await phone.newRun()).write(signAt(fixture, place, 0, { ...ada, contact }))
  const plant = async (trx: Trx) => {
    const row = { petition: fixture.petition, signature: entry.id, contactSealed: '', givenAt: '' }
    await trx.insertInto('contacts').values(row).execute()
  }
  return { entry, plant }
}

const without = (database: unknown, id: EntryId) =>
  JSON.parse(JSON.stringify(database), (_, value) =>
    Array.isArray(value) ? value.filter((row) => !String(row).includes(id)) : value,
  )

async function countRows() {
  const { db } = fixture.server.store
  const counts: Record<string, number> = {}
  for (const table of WITHOUT) counts[table] = (await db.selectFrom(table).selectAll().execute()).length
  return counts
}

/** T1 the tallies equal a recount. */
async function expectTallies() {
  const { db } = fixture.server.store
  const signatures = await db.selectFrom('signatures').select('standing').execute()
  const recount = tallyOf(signatures.map(({ standing }) => ({ standing: Standing.parse(standing) })))
  const rows = await db.selectFrom('tallies').select('received').execute()
  expect(rows.reduce((sum, { received }) => sum + received, 0)).toBe(recount.received)
}
