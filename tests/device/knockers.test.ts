import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { addKnocker, letKnock, readKnockers, readKnockerTallies, removeKnocker } from '#device/knockers.ts'
import type { SaveEffects, WholeEntry } from '#device/ports.ts'
import { forgetStreets, forgetUnlessUnsent } from '#device/store/forget.ts'
import type { DoorId } from '#domain/ids.ts'
import { type KnockerSign, knockerSigns, noKnocks } from '#domain/knocker.ts'
import {
  doorWith,
  heldReceipt,
  keptWith,
  petition,
  pushReplyWith,
  refusedReceipt,
} from '../tools/kept-entries.ts'
import { newDatabase } from '../tools/phone-fixture.ts'

const tallyOf = async (db: PhoneDatabase, sign: KnockerSign) =>
  (await readKnockerTallies(db, petition)).get(sign) ?? noKnocks

async function phoneWithDoors(places: number) {
  const db = newDatabase()
  const doors = Array.from({ length: places }, (_, position) => doorWith({ position }))
  await db.doors.bulkPut(doors)
  return { db, doors: doors.map(({ id }) => id) }
}

const at = (door: DoorId, entry: WholeEntry, outcome: 'no-answer' | 'declined' | 'signed'): SaveEffects => ({
  door: { id: door, mark: outcome === 'no-answer' ? 'to-visit' : 'done', outcome, entry: entry.id },
})

async function knock(db: PhoneDatabase, door: DoorId, outcome: 'no-answer' | 'declined' = 'no-answer') {
  const kept = keptWith({ kind: 'knock', door, outcome })
  await createDexieStore(db).addEntry(kept, at(door, kept, outcome))
  return kept
}

async function sign(db: PhoneDatabase, door: DoorId) {
  const kept = keptWith({ door })
  await createDexieStore(db).addEntry(kept, at(door, kept, 'signed'))
  return kept
}

async function takeBack(db: PhoneDatabase, { entry }: WholeEntry) {
  const kept = keptWith({ kind: 'withdraw', ref: entry.id, door: entry.door })
  const effects: SaveEffects =
    entry.door === undefined
      ? {}
      : { door: { id: entry.door, mark: 'to-visit', outcome: undefined, entry: undefined } }
  await createDexieStore(db).addEntry(kept, effects)
}

describe('F35 several knockers', () => {
  test('nothing is noted while nobody is on the list', async () => {
    const { db, doors } = await phoneWithDoors(1)
    for (const door of doors) await knock(db, door)
    expect(await db.knocks.count()).toBe(0)
    expect(await readKnockers(db, petition)).toBeUndefined()
  })

  test('what is saved is put to whoever is knocking, and the entry says nothing of it', async () => {
    const { db, doors } = await phoneWithDoors(2)
    const [first, second] = doors as [DoorId, DoorId]
    expect(await addKnocker(db, petition, ' Ann ')).toBe('circle')
    expect(await addKnocker(db, petition, 'a name far too long')).toBe('square')
    expect(await readKnockers(db, petition)).toEqual({
      petition,
      knockers: [
        { sign: 'circle', label: 'Ann' },
        { sign: 'square', label: 'a name far t' },
      ],
      knocking: 'circle',
    })
    await knock(db, first)
    await letKnock(db, petition, 'square')
    const { id } = await sign(db, second)
    await sign(db, second)
    expect(await tallyOf(db, 'circle')).toEqual({ knocks: 1, signatures: 0, doorsToGoBackTo: 1 })
    expect(await tallyOf(db, 'square')).toEqual({ knocks: 1, signatures: 2, doorsToGoBackTo: 0 })
    const [unsent] = (await createDexieStore(db).unsent(petition, 10)).filter((kept) => kept.id === id)
    expect(JSON.stringify(unsent)).not.toMatch(/knocker|square|circle/)
  })

  test('what is taken back, and what is not accepted, leaves the tally; a receipt does not', async () => {
    const { db, doors } = await phoneWithDoors(3)
    const [first, second, third] = doors as [DoorId, DoorId, DoorId]
    await addKnocker(db, petition, '')
    const undone = await knock(db, first)
    const refused = await sign(db, second)
    const held = await sign(db, third)
    await takeBack(db, undone)
    expect(await tallyOf(db, 'circle')).toEqual({ knocks: 2, signatures: 2, doorsToGoBackTo: 0 })
    await createDexieStore(db).applyReceipts(petition, [refusedReceipt(refused)])
    await createDexieStore(db).applyPush(
      petition,
      pushReplyWith({ receipts: [heldReceipt(held)] }),
      new Date('2026-11-23T10:00:00.000Z'),
    )
    expect(await tallyOf(db, 'circle')).toEqual({ knocks: 1, signatures: 1, doorsToGoBackTo: 0 })
  })

  test('a door to go back to is the last knocker’s who was there', async () => {
    const { db, doors } = await phoneWithDoors(1)
    const [door] = doors as [DoorId]
    await addKnocker(db, petition, 'A')
    await addKnocker(db, petition, 'B')
    await knock(db, door)
    await letKnock(db, petition, 'square')
    const later = await knock(db, door)
    expect((await tallyOf(db, 'circle')).doorsToGoBackTo).toBe(0)
    expect((await tallyOf(db, 'square')).doorsToGoBackTo).toBe(1)
    await takeBack(db, later)
    expect((await tallyOf(db, 'circle')).doorsToGoBackTo).toBe(1)
  })

  test('six are the most, and a shape is free again when its knocker goes, with nothing of the tally', async () => {
    const { db, doors } = await phoneWithDoors(1)
    const added: unknown[] = []
    for (const label of 'ABCDEFG') added.push(await addKnocker(db, petition, label))
    expect(added).toEqual([...knockerSigns, undefined])
    for (const door of doors) await knock(db, door)
    await removeKnocker(db, petition, 'circle')
    expect((await readKnockers(db, petition))?.knocking).toBe('square')
    expect(await addKnocker(db, petition, 'H')).toBe('circle')
    expect(await tallyOf(db, 'circle')).toEqual(noKnocks)
    await letKnock(db, petition, 'star')
    for (const sign of knockerSigns) await removeKnocker(db, petition, sign)
    expect(await readKnockers(db, petition)).toBeUndefined()
  })

  test('they go with the petition, and with whoever had the phone before', async () => {
    for (const forget of [forgetStreets, forgetUnlessUnsent]) {
      const { db, doors } = await phoneWithDoors(1)
      await addKnocker(db, petition, 'A')
      const kept: WholeEntry[] = []
      for (const door of doors) kept.push(await knock(db, door))
      await createDexieStore(db).applyReceipts(
        petition,
        kept.map((each) => heldReceipt(each)),
      )
      await forget(db, petition)
      expect([await db.knockers.count(), await db.knocks.count()]).toEqual([0, 0])
    }
  })

  test('T1 the tally of each equals a recount, whatever is saved and undone in several tabs', async () => {
    const step = fc.record({
      what: fc.constantFrom('knock', 'declined', 'sign', 'undo', 'switch'),
      tab: fc.nat({ max: 1 }),
      door: fc.nat({ max: 3 }),
      knocker: fc.nat({ max: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }), async (rounds) => {
        const name = `phone-${randomUUID()}`
        const tabs = [new PhoneDatabase(name), new PhoneDatabase(name)] as const
        const [db] = tabs
        const doors = Array.from({ length: 4 }, (_, position) => doorWith({ position }))
        await db.doors.bulkPut(doors)
        for (const label of 'ABC') await addKnocker(db, petition, label)
        const saved: WholeEntry[] = []
        for (const round of rounds) {
          // Those of a round at the same time, as from two tabs.
          await Promise.all(
            round.map(async ({ what, tab: place, door: at, knocker }) => {
              const tab = tabs[place] ?? db
              const door = (doors[at] ?? doorWith()).id
              const last = saved.at(-1)
              if (what === 'switch') await letKnock(tab, petition, knockerSigns[knocker] ?? 'circle')
              else if (what === 'sign') saved.push(await sign(tab, door))
              else if (what === 'undo') await (last && takeBack(tab, last))
              else saved.push(await knock(tab, door, what === 'declined' ? 'declined' : 'no-answer'))
            }),
          )
        }
        const [entries, noted] = await Promise.all([db.entries.toArray(), db.knocks.toArray()])
        const undone = new Set(entries.map(({ entry }) => entry.ref))
        const tallies = await readKnockerTallies(tabs[1], petition)
        // Nobody's work is lost or counted twice.
        expect(noted.length).toBe(saved.length)
        for (const knocker of knockerSigns.slice(0, 3)) {
          const own = entries.filter(
            ({ id }) => !undone.has(id) && noted.some((row) => row.entry === id && row.knocker === knocker),
          )
          const signed = own.filter(({ entry }) => entry.kind === 'sign')
          const tally = tallies.get(knocker) ?? noKnocks
          expect(tally.signatures).toBe(signed.length)
          expect(tally.knocks).toBe(
            own.filter(({ entry }) => entry.kind === 'knock').length +
              new Set(signed.map(({ entry }) => entry.door)).size,
          )
        }
        for (const tab of tabs) tab.close()
      }),
      { numRuns: 25 },
    )
  })
})
