/** What every store of the phone keeps to, whatever it keeps things in. */

import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { DoorRow } from '#device/database.ts'
import type { KeptEntry, PhoneStore } from '#device/ports.ts'
import { PetitionId, StreetId } from '#domain/ids.ts'
import {
  asWired,
  doorWith,
  heldReceipt,
  keptWith,
  petition,
  pullReplyWith,
  pushReplyWith,
  street,
} from '../tools/kept-entries.ts'

/** A store and what the contract has to see of it. */
export type StoreUnderTest = {
  readonly store: PhoneStore
  entries(): Promise<KeptEntry[]>
  doors(): Promise<DoorRow[]>
  streetIds(): Promise<string[]>
  tallies(): Promise<{ street: string; received: number; counted: number }[]>
  lastSynced(): Promise<{ at: number | undefined; batchCode: string | undefined }>
}

const at = new Date('2026-11-22T10:00:00.000Z')
const streetRow = { id: street, name: 'Reede Road', position: 0 }

export function describePhoneStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store of a phone, ${name}`, () => {
    /** With one street of two doors pulled. */
    async function withStreet() {
      const opened = await open()
      const [first, second] = [doorWith(), doorWith({ position: 1 })]
      await opened.store.applyPull(
        petition,
        pullReplyWith({
          reset: true,
          streets: [streetRow],
          doors: [asWired(first), asWired(second)],
          cursor: 'epoch-1.1.0',
          tallies: { asOf: 1, streets: [] },
        }),
        at,
      )
      const doorOf = async (id: string) => (await opened.doors()).find((door) => door.id === id)
      const saveKnock = async (
        door: DoorRow,
        outcome: NonNullable<DoorRow['outcome']>,
        mark: DoorRow['mark'],
      ) => {
        const kept = keptWith({ kind: 'knock', door: door.id, outcome })
        await opened.store.addEntry(kept, { door: { id: door.id, mark, outcome, entry: kept.id } })
        return kept
      }
      return { ...opened, first, second, doorOf, saveKnock }
    }

    describe('saving', () => {
      test('keeps the entry and marks its door in one stroke', async () => {
        const { store, entries, first, doorOf, saveKnock } = await withStreet()
        const kept = await saveKnock(first, 'declined', 'done')
        expect(await entries()).toEqual([kept])
        expect(await doorOf(first.id)).toMatchObject({
          mark: 'done',
          outcome: 'declined',
          lastEntry: kept.id,
          knockedAt: kept.savedAt,
        })
        expect((await store.syncState(petition)).runs).toEqual([{ run: kept.run, seq: kept.seq }])
      })

      test('J1 what can’t be kept is rejected, and leaves no trace', async () => {
        const { store, entries, first, doorOf } = await withStreet()
        const kept = keptWith()
        await store.addEntry(kept, {})
        const sameNumber = keptWith({ seq: kept.seq })
        const effects = {
          door: { id: first.id, mark: 'done', outcome: 'signed', entry: sameNumber.id },
        } as const
        await expect(store.addEntry(sameNumber, effects)).rejects.toThrow()
        expect(await entries()).toEqual([kept])
        expect(await doorOf(first.id)).toMatchObject({ mark: 'to-visit' })
      })

      test('gives the unsent in the order of saving, and no more than asked', async () => {
        const { store } = await open()
        const all = [keptWith(), keptWith(), keptWith()]
        for (const kept of all.toReversed()) await store.addEntry(kept, {})
        await store.addEntry(keptWith({ petition: PetitionId.parse(v7()) }), {})
        expect(await store.unsent(petition, 2)).toEqual(all.slice(0, 2))
        expect(await store.unsent(petition, 100)).toEqual(all)
      })

      test('T1 counts unsent signatures by street, without knocks, those taken back and those on their way', async () => {
        const { store } = await open()
        const other = StreetId.parse(v7())
        const [one, two, three, taken] = [keptWith(), keptWith(), keptWith({ street: other }), keptWith()]
        const rest = [keptWith({ kind: 'knock' }), keptWith({ kind: 'withdraw', ref: taken.id })]
        for (const kept of [one, two, three, taken, ...rest]) await store.addEntry(kept, {})
        expect(await store.unsentByStreet(petition, [two])).toEqual([
          { street, signatures: 1 },
          { street: other, signatures: 1 },
        ])
      })

      test('names only runs that still hold something', async () => {
        const { store } = await open()
        const kept = keptWith()
        await store.addEntry(kept, {})
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        expect((await store.syncState(petition)).runs).toEqual([])
      })
    })

    describe('receipts', () => {
      test('S2 a receipt changes the very entry that it names by id and hash', async () => {
        const { store, entries } = await open()
        const [one, two] = [keptWith(), keptWith()]
        for (const kept of [one, two]) await store.addEntry(kept, {})
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(one, 9)] }), at)
        const states = new Map((await entries()).map(({ id, state, received }) => [id, { state, received }]))
        expect(states.get(one.id)).toEqual({ state: 'held', received: 9 })
        expect(states.get(two.id)).toMatchObject({ state: 'unsent' })
      })

      test('S2 another hash, an unknown id and another petition’s entry change nothing', async () => {
        const { store, entries } = await open()
        const [kept, foreign] = [keptWith(), keptWith({ petition: PetitionId.parse(v7()) })]
        for (const each of [kept, foreign]) await store.addEntry(each, {})
        const before = await entries()
        const receipts = [
          { ...heldReceipt(kept), hash: keptWith().entry.hash },
          { ...heldReceipt(kept), hash: '' as const },
          heldReceipt(keptWith()),
          heldReceipt(foreign),
        ]
        await store.applyPush(petition, pushReplyWith({ receipts }), at)
        expect(await entries()).toEqual(before)
      })

      test('S3 a refused entry stays with its reason, a deferred one with its own', async () => {
        const { store, entries } = await open()
        const [refused, deferred] = [keptWith(), keptWith()]
        for (const kept of [refused, deferred]) await store.addEntry(kept, {})
        const { id, hash } = refused.entry
        await store.applyPush(
          petition,
          pushReplyWith({
            receipts: [
              { id, hash, state: 'refused', reason: 'unknown-wording' },
              { ...heldReceipt(deferred), state: 'deferred', reason: 'unknown-ref', received: 3 },
            ],
          }),
          at,
        )
        expect((await entries()).map(({ id, state, reason }) => ({ id, state, reason }))).toEqual([
          { id: refused.id, state: 'refused', reason: 'unknown-wording' },
          { id: deferred.id, state: 'deferred', reason: 'unknown-ref' },
        ])
        expect(await store.unsent(petition, 10)).toEqual([])
      })

      test('what is held stays held, whatever is said later', async () => {
        const { store, entries } = await open()
        const kept = keptWith()
        await store.addEntry(kept, {})
        const { id, hash } = kept.entry
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        await store.applyPush(
          petition,
          pushReplyWith({ receipts: [{ id, hash, state: 'refused', reason: 'malformed' }] }),
          at,
        )
        expect((await entries())[0]).toMatchObject({ state: 'held' })
      })

      test('J3 once received, a door is kept only as to visit, done or do not knock', async () => {
        const { store, first, doorOf, saveKnock } = await withStreet()
        const kept = await saveKnock(first, 'declined', 'done')
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        const door = await doorOf(first.id)
        expect(door).toMatchObject({ mark: 'done', knockedAt: kept.savedAt })
        expect(door?.outcome).toBeUndefined()
      })

      test('a receipt for an older knock leaves the newer one at its door', async () => {
        const { store, first, doorOf, saveKnock } = await withStreet()
        const older = await saveKnock(first, 'no-answer', 'to-visit')
        await saveKnock(first, 'declined', 'done')
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(older)] }), at)
        expect(await doorOf(first.id)).toMatchObject({ mark: 'done', outcome: 'declined' })
      })

      test('remembers when, and the code of the last batch', async () => {
        const { store, lastSynced } = await withStreet()
        await store.applyPush(petition, pushReplyWith({ batchCode: 'B-7QK2M' }), at)
        await store.applyPush(petition, pushReplyWith(), new Date(at.getTime() + 5))
        expect(await lastSynced()).toEqual({ at: at.getTime() + 5, batchCode: 'B-7QK2M' })
      })
    })

    describe('pulled rows', () => {
      test('S5 come with their cursor', async () => {
        const { store, doors, streetIds } = await withStreet()
        expect(await streetIds()).toEqual([street])
        expect(await doors()).toHaveLength(2)
        expect((await store.syncState(petition)).cursor).toBe('epoch-1.1.0')
      })

      test('S5 rows that can’t be kept leave the cursor where it was', async () => {
        const { store, doors } = await withStreet()
        // Not cloneable, as a row would be that the disk does not take.
        const broken = { ...asWired(doorWith()), label: { number: (() => 1) as unknown as number } }
        const reply = { ...pullReplyWith({ cursor: 'epoch-1.2.0' }), reset: true, doors: [broken] }
        await expect(store.applyPull(petition, reply, at)).rejects.toThrow()
        expect((await store.syncState(petition)).cursor).toBe('epoch-1.1.0')
        expect(await doors()).toHaveLength(2)
      })

      test('S5 a street that is gone takes its doors along; a door may go alone', async () => {
        const { store, doors, streetIds, first } = await withStreet()
        await store.applyPull(petition, pullReplyWith({ goneDoors: [first.id] }), at)
        expect(await doors()).toHaveLength(1)
        await store.applyPull(petition, pullReplyWith({ goneStreets: [street] }), at)
        expect(await doors()).toEqual([])
        expect(await streetIds()).toEqual([])
      })

      test('S5 a reset forgets what the new scope does not name', async () => {
        const { store, doors, streetIds } = await withStreet()
        const other = StreetId.parse(v7())
        const door = doorWith({ street: other })
        await store.applyPull(
          petition,
          pullReplyWith({
            reset: true,
            streets: [{ ...streetRow, id: other, name: 'Heathway' }],
            doors: [asWired(door)],
          }),
          at,
        )
        expect(await streetIds()).toEqual([other])
        expect((await doors()).map(({ id }) => id)).toEqual([door.id])
      })

      test('own knocks that are not sent survive a reset, with their outcome', async () => {
        const { store, first, second, doorOf, saveKnock } = await withStreet()
        const kept = await saveKnock(first, 'declined', 'done')
        const reset = pullReplyWith({
          reset: true,
          streets: [streetRow],
          doors: [asWired(first), asWired(second)],
        })
        await store.applyPull(petition, reset, at)
        expect(await doorOf(first.id)).toMatchObject({
          mark: 'done',
          outcome: 'declined',
          lastEntry: kept.id,
        })
        expect(await doorOf(second.id)).toMatchObject({ mark: 'to-visit' })
      })

      test('a walk goes on after a sync: when this phone last knocked survives too', async () => {
        const { store, first, doorOf, saveKnock } = await withStreet()
        const kept = await saveKnock(first, 'no-answer', 'to-visit')
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        const reset = pullReplyWith({ reset: true, streets: [streetRow], doors: [asWired(first)] })
        await store.applyPull(petition, reset, at)
        expect(await doorOf(first.id)).toMatchObject({ mark: 'to-visit', knockedAt: kept.savedAt })
      })

      test('another phone’s "do not knock" shows at once, before the own knock is sent', async () => {
        const { store, first, doorOf, saveKnock } = await withStreet()
        await saveKnock(first, 'no-answer', 'to-visit')
        const told = pullReplyWith({ doors: [{ ...asWired(first), mark: 'do-not-knock' }] })
        await store.applyPull(petition, told, at)
        expect(await doorOf(first.id)).toMatchObject({ mark: 'do-not-knock' })
      })
    })

    describe('tallies', () => {
      const report = (asOf: number, received: number) => ({
        asOf,
        streets: [{ street, received, counted: 1, alsoElsewhere: 0 }],
      })

      test('an older report never replaces a newer one', async () => {
        const { store, tallies } = await withStreet()
        await store.applyPush(petition, pushReplyWith({ tallies: report(9, 5) }), at)
        await store.applyPush(petition, pushReplyWith({ tallies: report(8, 4) }), at)
        await store.applyPull(petition, pullReplyWith({ tallies: report(8, 4) }), at)
        expect(await tallies()).toEqual([{ street, received: 5, counted: 1 }])
      })

      test('a new epoch starts over: a restored server counts from an earlier number', async () => {
        const { store, tallies } = await withStreet()
        await store.applyPush(petition, pushReplyWith({ tallies: report(9, 5) }), at)
        await store.applyPull(petition, pullReplyWith({ epoch: 'epoch-2', tallies: report(3, 2) }), at)
        expect(await tallies()).toEqual([{ street, received: 2, counted: 1 }])
      })

      test('a street that is no longer in the report has none', async () => {
        const { store, tallies } = await withStreet()
        await store.applyPush(petition, pushReplyWith({ tallies: report(9, 5) }), at)
        await store.applyPush(petition, pushReplyWith({ tallies: { asOf: 10, streets: [] } }), at)
        expect(await tallies()).toEqual([])
      })
    })
  })
}
