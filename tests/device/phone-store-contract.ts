/** What every store of the phone keeps to, whatever it keeps things in. */

import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { DoorRow, StreetCounts } from '#device/database.ts'
import type { KeptEntry, Membership, PhoneStore, ServerWord, WholeEntry } from '#device/ports.ts'
import { DeviceId, KeyId, MemberId, PetitionId, RunId, StreetId } from '#domain/ids.ts'
import {
  asWired,
  deferredReceipt,
  doorWith,
  heldReceipt,
  keptWith,
  petition,
  pullReplyWith,
  pushReplyWith,
  refusedReceipt,
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
  clockOffsetMs(): Promise<number | undefined>
  join(membership: Membership): Promise<void>
  membership(): Promise<Membership | undefined>
  /** Of `petition`, by street; those that are all 0 left out. */
  counts(): Promise<Record<string, StreetCounts>>
}

const noCounts: StreetCounts = { signatures: 0, unsent: 0, refused: 0, doors: 0, doorsDone: 0 }

export const wordWith = (changes: Partial<ServerWord> = {}): ServerWord => ({
  epoch: 'epoch-1',
  durableMark: 0,
  keyId: KeyId.parse('0a1f3f3e-4b39-4c34-9b5a-b2a3e1b0a001'),
  publicKey: 'B'.repeat(87),
  clockOffsetMs: 0,
  ...changes,
})

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
        const { store, counts } = await open()
        const other = StreetId.parse(v7())
        const [one, two, three, taken] = [keptWith(), keptWith(), keptWith({ street: other }), keptWith()]
        const rest = [keptWith({ kind: 'knock' }), keptWith({ kind: 'withdraw', ref: taken.id })]
        for (const kept of [one, two, three, taken, ...rest]) await store.addEntry(kept, {})
        const left = await store.unsentByStreet(petition, [two, taken])
        expect(new Map(left.map((each) => [each.street, each.signatures]))).toEqual(
          new Map([
            [street, 1],
            [other, 1],
          ]),
        )
        expect(await counts()).toEqual({
          '': { ...noCounts, unsent: 1 },
          [street]: { ...noCounts, signatures: 2, unsent: 4 },
          [other]: { ...noCounts, signatures: 1, unsent: 1 },
        })
      })

      test('T1 what has its receipt meanwhile is not left out a second time', async () => {
        const { store } = await open()
        const [one, two] = [keptWith(), keptWith()]
        for (const kept of [one, two]) await store.addEntry(kept, {})
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(one)] }), at)
        expect(await store.unsentByStreet(petition, [one])).toEqual([{ street, signatures: 1 }])
      })

      test('T1 counts doors, and those that are done, as they change', async () => {
        const { store, counts, first, second, saveKnock } = await withStreet()
        await saveKnock(first, 'declined', 'done')
        await saveKnock(second, 'no-answer', 'to-visit')
        expect((await counts())[street]).toEqual({ ...noCounts, unsent: 2, doors: 2, doorsDone: 1 })
        const undo = keptWith({ kind: 'withdraw', ref: keptWith().id, street, door: first.id })
        const before = { id: first.id, mark: 'to-visit', outcome: undefined, entry: undo.id } as const
        await store.addEntry(undo, { door: before })
        expect((await counts())[street]).toEqual({ ...noCounts, unsent: 3, doors: 2 })
      })

      test('T1 a signature that is taken back in another street, or twice, leaves its own once', async () => {
        const { store, counts } = await open()
        const taken = keptWith()
        await store.addEntry(taken, {})
        await store.addEntry(keptWith({ kind: 'withdraw', ref: taken.id }), {})
        await store.addEntry(keptWith({ kind: 'withdraw', ref: taken.id }), {})
        expect(await counts()).toEqual({
          '': { ...noCounts, unsent: 2 },
          [street]: { ...noCounts, unsent: 1 },
        })
      })

      test('leaves out of the unsent what it is told to, and still gives as many', async () => {
        const { store } = await open()
        const all = [keptWith(), keptWith(), keptWith()]
        for (const kept of all) await store.addEntry(kept, {})
        expect(await store.unsent(petition, 2, new Set([all[0]?.id ?? '']))).toEqual(all.slice(1))
      })

      test('finds those that it has', async () => {
        const { store } = await open()
        const kept = keptWith()
        await store.addEntry(kept, {})
        expect(await store.find([keptWith().id, kept.id])).toEqual([kept])
      })

      test('S4 gives the unsent bite by bite, and at last what was saved under an earlier clock', async () => {
        const { store } = await open()
        const all = Array.from({ length: 9 }, () => keptWith())
        for (const kept of all) await store.addEntry(kept, {})
        const taken: string[] = []
        for (let bite = 1; ; bite += 1) {
          const next = await store.unsent(petition, 4, new Set(taken))
          if (next.length === 0) break
          // The last of four did not fit into the push.
          taken.push(...next.slice(0, Math.max(1, next.length - 1)).map(({ id }) => id))
          const early = keptWith({}, { savedAt: bite })
          if (bite === 2) all.push(early)
          if (bite === 2) await store.addEntry(early, {})
        }
        expect(taken.toSorted()).toEqual(all.map(({ id }) => id).toSorted())
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
        await store.applyPush(
          petition,
          pushReplyWith({
            receipts: [
              refusedReceipt(refused, 'unknown-wording'),
              deferredReceipt(deferred, 3, 'unknown-ref'),
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
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        await store.applyPush(petition, pushReplyWith({ receipts: [refusedReceipt(kept, 'malformed')] }), at)
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

      test('T1 what has its receipt is counted on this phone no more, refused apart', async () => {
        const { store, counts } = await open()
        const [held, refused, rest] = [keptWith(), keptWith(), keptWith()]
        for (const kept of [held, refused, rest]) await store.addEntry(kept, {})
        const receipts = [heldReceipt(held), refusedReceipt(refused, 'malformed')]
        await store.applyPush(petition, pushReplyWith({ receipts }), at)
        await store.applyPush(petition, pushReplyWith({ receipts }), at)
        expect(await counts()).toEqual({ [street]: { ...noCounts, signatures: 1, unsent: 1, refused: 1 } })
      })

      test('T1 a withdrawal that was refused takes nothing back', async () => {
        const { store, counts } = await open()
        const taken = keptWith()
        const withdrawal = keptWith({ kind: 'withdraw', ref: taken.id, street })
        for (const kept of [taken, withdrawal]) await store.addEntry(kept, {})
        await store.applyPush(
          petition,
          pushReplyWith({ receipts: [refusedReceipt(withdrawal, 'not-yours-to-change')] }),
          at,
        )
        expect(await counts()).toEqual({ [street]: { ...noCounts, signatures: 1, unsent: 1, refused: 1 } })
      })

      test('the last of two receipts for one entry counts, unless the first one held it', async () => {
        const { store, entries } = await open()
        const kept = keptWith()
        await store.addEntry(kept, {})
        const deferred = deferredReceipt(kept, 7, 'unknown-ref')
        await store.applyPush(
          petition,
          pushReplyWith({ receipts: [deferred, heldReceipt(kept), deferred] }),
          at,
        )
        expect((await entries())[0]).toMatchObject({ state: 'held', received: 7 })
      })

      test('256 at once', async () => {
        const { store, counts } = await open()
        const all = Array.from({ length: 256 }, () => keptWith())
        for (const kept of all) await store.addEntry(kept, {})
        await store.applyPush(petition, pushReplyWith({ receipts: all.map((kept) => heldReceipt(kept)) }), at)
        expect(await store.unsent(petition, 1)).toEqual([])
        expect(await counts()).toEqual({})
      })

      test('S8 bare receipts count as those of a push', async () => {
        const { store, entries, first, doorOf, saveKnock } = await withStreet()
        const kept = await saveKnock(first, 'declined', 'done')
        const deferred = deferredReceipt(kept, 7, 'device-revoked')
        await store.applyReceipts(petition, [deferred])
        expect((await entries())[0]).toMatchObject({ state: 'deferred', reason: 'device-revoked' })
        expect((await doorOf(first.id))?.outcome).toBeUndefined()
        expect(await store.setAside(petition, 10)).toHaveLength(1)
        expect(await store.setAside(petition, 10, new Set([kept.id]))).toEqual([])
        await store.applyReceipts(petition, [heldReceipt(kept)])
        expect(await store.setAside(petition, 10)).toEqual([])
      })

      test('remembers when, and the code of the last batch', async () => {
        const { store, lastSynced } = await withStreet()
        await store.applyPush(petition, pushReplyWith({ batchCode: 'B-7QK2M' }), at)
        await store.applyPush(petition, pushReplyWith(), new Date(at.getTime() + 5))
        expect(await lastSynced()).toEqual({ at: at.getTime() + 5, batchCode: 'B-7QK2M' })
      })
    })

    describe('what a hello tells', () => {
      const held = async (store: PhoneStore, received = 5): Promise<WholeEntry> => {
        const kept = keptWith()
        await store.addEntry(kept, {})
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept, received)] }), at)
        return kept
      }
      const isWhole = (kept: KeptEntry | undefined) =>
        kept?.entry.sealed !== undefined && kept.entry.nonce !== undefined

      test('J3 what is held and covered loses its seal, and nothing else', async () => {
        const { store, entries } = await open()
        const [covered, later] = [await held(store, 5), await held(store, 6)]
        const [deferred, refused, unsent] = [keptWith(), keptWith(), keptWith()]
        for (const kept of [deferred, refused, unsent]) await store.addEntry(kept, {})
        await store.applyPush(
          petition,
          pushReplyWith({
            receipts: [deferredReceipt(deferred, 4), refusedReceipt(refused, 'malformed')],
          }),
          at,
        )
        await store.applyHello(petition, wordWith({ durableMark: 5 }))
        const whole = new Map((await entries()).map((kept) => [kept.id, isWhole(kept)]))
        expect(whole.get(covered.id)).toBe(false)
        for (const kept of [later, deferred, refused, unsent]) expect(whole.get(kept.id)).toBe(true)
        const { nonce: _, sealed: __, ...clear } = covered.entry
        expect((await store.find([covered.id]))[0]).toMatchObject({ state: 'held', entry: clear })
      })

      test('J3 many go in more than one bite', async () => {
        const { store, entries } = await open()
        const all = Array.from({ length: 300 }, () => keptWith())
        for (const kept of all) await store.addEntry(kept, {})
        const receipts = all.map((kept) => heldReceipt(kept, 5))
        await store.applyPush(petition, pushReplyWith({ receipts }), at)
        await store.applyHello(petition, wordWith({ durableMark: 5 }))
        expect((await entries()).some(isWhole)).toBe(false)
      })

      test('J3 a receipt that comes when the mark has passed it is covered at the next hello', async () => {
        const { store, entries } = await open()
        await held(store, 9)
        await store.applyHello(petition, wordWith({ durableMark: 9 }))
        await held(store, 5)
        await store.applyHello(petition, wordWith({ durableMark: 9 }))
        expect((await entries()).some(isWhole)).toBe(false)
      })

      test('J3 a mark that is taken back gives no seal back, and takes none', async () => {
        const { store, entries } = await open()
        await store.applyHello(petition, wordWith({ durableMark: 9 }))
        const kept = await held(store, 12)
        await store.applyHello(petition, wordWith({ durableMark: 3 }))
        expect(isWhole((await entries()).find(({ id }) => id === kept.id))).toBe(true)
      })

      test('S9 in another epoch, all that is whole is unsent again and the cursor forgotten', async () => {
        const { store, entries, counts } = await withStreet()
        await store.applyHello(petition, wordWith())
        const [covered, lost] = [await held(store, 5), await held(store, 6)]
        const [deferred, refused] = [keptWith(), keptWith()]
        for (const kept of [deferred, refused]) await store.addEntry(kept, {})
        await store.applyPush(
          petition,
          pushReplyWith({
            receipts: [deferredReceipt(deferred, 7), refusedReceipt(refused, 'malformed')],
          }),
          at,
        )
        await store.applyHello(petition, wordWith({ durableMark: 5 }))
        await store.applyHello(petition, wordWith({ epoch: 'epoch-2', durableMark: 8 }))
        expect(await store.unsent(petition, 10)).toEqual([lost, deferred, refused])
        expect((await entries()).find((kept) => kept.id === covered.id)).toMatchObject({ state: 'held' })
        expect(await store.syncState(petition)).toEqual({
          cursor: undefined,
          runs: [{ run: refused.run, seq: refused.seq }],
        })
        expect((await counts())[street]).toEqual({ ...noCounts, signatures: 3, unsent: 3, doors: 2 })
      })

      test('S9 a restored server’s old mark covers nothing that was received since', async () => {
        const { store, entries } = await open()
        await held(store, 5)
        await store.applyHello(petition, wordWith({ epoch: 'epoch-2', durableMark: 9 }))
        await store.applyHello(petition, wordWith({ epoch: 'epoch-2', durableMark: 9 }))
        expect((await entries()).every(isWhole)).toBe(true)
      })

      test('S9 a door keeps the mark of the own knock until that is received again', async () => {
        const { store, first, doorOf, saveKnock } = await withStreet()
        const kept = await saveKnock(first, 'declined', 'done')
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        await store.applyHello(petition, wordWith({ epoch: 'epoch-2' }))
        const reset = pullReplyWith({
          epoch: 'epoch-2',
          reset: true,
          streets: [streetRow],
          doors: [asWired(first)],
        })
        await store.applyPull(petition, reset, at)
        expect(await doorOf(first.id)).toMatchObject({ mark: 'done', knockedAt: kept.savedAt })
        expect((await doorOf(first.id))?.outcome).toBeUndefined()
        await store.applyPush(
          petition,
          pushReplyWith({ epoch: 'epoch-2', receipts: [heldReceipt(kept)] }),
          at,
        )
        await store.applyPull(petition, reset, at)
        expect(await doorOf(first.id)).toMatchObject({ mark: 'to-visit' })
      })

      test('S9 a push’s reply of another epoch changes nothing at all', async () => {
        const { store, entries, tallies, lastSynced, counts } = await withStreet()
        await store.applyHello(petition, wordWith())
        const kept = keptWith()
        await store.addEntry(kept, {})
        const before = [await entries(), await tallies(), await lastSynced(), await counts()]
        const reply = pushReplyWith({
          epoch: 'epoch-2',
          receipts: [heldReceipt(kept)],
          batchCode: 'B-7QK2M',
          tallies: { asOf: 99, streets: [{ street, received: 1, counted: 1, alsoElsewhere: 0 }] },
        })
        await store.applyPush(petition, reply, new Date(at.getTime() + 5))
        expect([await entries(), await tallies(), await lastSynced(), await counts()]).toEqual(before)
      })

      test('S9 the epoch is known before the first pull, and a pull of another does not change it', async () => {
        const { store } = await open()
        const kept = keptWith()
        await store.addEntry(kept, {})
        await store.applyHello(petition, wordWith())
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        await store.applyPull(petition, pullReplyWith({ epoch: 'epoch-2', reset: true }), at)
        await store.applyHello(petition, wordWith({ epoch: 'epoch-2' }))
        expect(await store.unsent(petition, 10)).toEqual([kept])
      })

      test('brings the key of the next run, and what the clock is off', async () => {
        const { store, join, membership, clockOffsetMs } = await withStreet()
        const own = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
          'deriveBits',
        ])
        const before: Membership = {
          petition,
          title: 'Keep the library open',
          member: MemberId.parse(v7()),
          name: 'Vic',
          role: 'volunteer',
          device: DeviceId.parse(v7()),
          deviceKeys: own,
          keyId: KeyId.parse(v7()),
          publicKey: 'A'.repeat(87),
        }
        await join(before)
        const word = wordWith({ clockOffsetMs: 90_000 })
        await store.applyHello(petition, word)
        const { keyId, publicKey } = word
        expect(await membership()).toMatchObject({ name: 'Vic', keyId, publicKey })
        expect(await clockOffsetMs()).toBe(90_000)
        await store.applyPull(petition, pullReplyWith(), at)
        expect(await clockOffsetMs()).toBe(90_000)
      })

      test('another petition’s entries are no business of it', async () => {
        const { store, entries } = await open()
        const foreign = keptWith({ petition: PetitionId.parse(v7()) })
        await store.addEntry(foreign, {})
        await store.applyPush(foreign.petition, pushReplyWith({ receipts: [heldReceipt(foreign, 5)] }), at)
        const before = await entries()
        await store.applyHello(petition, wordWith({ durableMark: 9 }))
        await store.applyHello(petition, wordWith({ epoch: 'epoch-2', durableMark: 9 }))
        expect(await entries()).toEqual(before)
      })
    })

    describe('what comes back from the other copy', () => {
      test('J4 is added as unsent, once, in whatever state it came', async () => {
        const { store, counts } = await open()
        const [known, lost] = [keptWith(), keptWith()]
        await store.addEntry(known, {})
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(known)] }), at)
        expect(await store.bringBack([known, { ...lost, state: 'held', received: 3 }])).toBe(1)
        expect(await store.bringBack([known, lost])).toBe(0)
        expect(await store.unsent(petition, 10)).toEqual([lost])
        expect(await store.find([known.id])).toMatchObject([{ state: 'held' }])
        expect(await counts()).toEqual({ [street]: { ...noCounts, signatures: 1, unsent: 1 } })
        expect((await store.syncState(petition)).runs).toEqual([{ run: lost.run, seq: lost.seq }])
      })

      test('J4 an entry that has lost its seal gets it back from nowhere', async () => {
        const { store, entries } = await open()
        const kept = keptWith()
        await store.addEntry(kept, {})
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept, 5)] }), at)
        await store.applyHello(petition, wordWith({ durableMark: 5 }))
        const before = await entries()
        expect(await store.bringBack([kept])).toBe(0)
        expect(await entries()).toEqual(before)
      })

      test('J4 a knock and a signature mark their doors as their saving did', async () => {
        const { store, first, second, doorOf, counts } = await withStreet()
        const knock = keptWith({ kind: 'knock', door: first.id, outcome: 'do-not-knock' })
        const sign = keptWith({ door: second.id })
        await store.bringBack([sign, knock])
        expect(await doorOf(first.id)).toMatchObject({
          mark: 'do-not-knock',
          outcome: 'do-not-knock',
          knockedAt: knock.savedAt,
          lastEntry: knock.id,
        })
        expect(await doorOf(second.id)).toMatchObject({ mark: 'done', outcome: 'signed' })
        expect((await counts())[street]).toMatchObject({ doors: 2, doorsDone: 2 })
      })

      test('J4 nothing that was heard at a door since is overwritten, and no knock that was taken back', async () => {
        const { store, first, second, doorOf, saveKnock } = await withStreet()
        const older = keptWith({ kind: 'knock', door: first.id, outcome: 'declined' })
        const newer = await saveKnock(first, 'no-answer', 'to-visit')
        const mistaken = keptWith({ kind: 'knock', door: second.id, outcome: 'do-not-knock' })
        const undo = keptWith({ kind: 'withdraw', ref: mistaken.id, street, door: second.id })
        await store.bringBack([older, mistaken, undo])
        expect(await doorOf(first.id)).toMatchObject({ mark: 'to-visit', lastEntry: newer.id })
        expect(await doorOf(second.id)).toMatchObject({ mark: 'to-visit' })
      })

      test('a number that is taken stays with the entry that has it; of two that come, the later one counts', async () => {
        const { store, entries } = await open()
        const [kept, failed, again] = [keptWith(), keptWith(), keptWith()]
        await store.addEntry(kept, {})
        const sameNumber = keptWith({ seq: kept.seq })
        const retried = { ...again, seq: failed.seq, entry: { ...again.entry, seq: failed.seq } }
        expect(await store.bringBack([sameNumber, failed, retried])).toBe(1)
        expect((await entries()).map(({ id }) => id)).toEqual([kept.id, retried.id])
      })
    })

    describe('journal files that may go', () => {
      const settled = async (store: PhoneStore, ...all: WholeEntry[]) => {
        for (const kept of all) await store.addEntry(kept, {})
        await store.applyPush(
          petition,
          pushReplyWith({ receipts: all.map((kept) => heldReceipt(kept, 5)) }),
          at,
        )
      }
      const inRun = (run: RunId, seq: number) => keptWith({ run, seq })
      const newRun = () => RunId.parse(crypto.randomUUID())

      test('are of runs whose every entry is received and covered', async () => {
        const { store } = await open()
        const [done, uncovered, unsent] = [newRun(), newRun(), newRun()]
        await settled(store, inRun(done, 1), inRun(done, 2), inRun(unsent, 1))
        await store.applyHello(petition, wordWith({ durableMark: 5 }))
        await settled(store, inRun(uncovered, 1))
        await store.addEntry(inRun(unsent, 2), {})
        expect(await store.settledRuns([unsent, done, uncovered].map((run) => ({ run, seq: 1 })))).toEqual([
          done,
        ])
      })

      test('are none of a run of which a file holds more than is here', async () => {
        const { store } = await open()
        const run = newRun()
        await settled(store, inRun(run, 1), inRun(run, 2))
        await store.applyHello(petition, wordWith({ durableMark: 5 }))
        expect(await store.settledRuns([{ run, seq: 2 }])).toEqual([run])
        expect(await store.settledRuns([{ run, seq: 3 }])).toEqual([])
      })

      test('are none of a run that it does not know, or not from its first number on', async () => {
        const { store } = await open()
        const gap = newRun()
        await settled(store, inRun(gap, 1), inRun(gap, 3))
        await store.applyHello(petition, wordWith({ durableMark: 5 }))
        expect(await store.settledRuns([gap, newRun()].map((run) => ({ run, seq: 1 })))).toEqual([])
      })
    })

    test('J4 knows itself again, and says when it was made anew', async () => {
      const { store } = await open()
      const first = await store.check()
      expect(first).toMatchObject({ isNew: true })
      expect(await store.check()).toEqual({ ...first, isNew: false })
      const other = await (await open()).store.check()
      expect(other.isNew).toBe(true)
      expect(other.install).not.toBe(first.install)
    })

    describe('pulled rows', () => {
      test('S5 come with their cursor', async () => {
        const { store, doors, streetIds } = await withStreet()
        expect(await streetIds()).toEqual([street])
        expect(await doors()).toHaveLength(2)
        expect((await store.syncState(petition)).cursor).toBe('epoch-1.1.0')
      })

      test('S5 that are changes to what is not here change nothing, and leave no cursor', async () => {
        const { store, doors } = await open()
        const changes = pullReplyWith({ doors: [asWired(doorWith())], cursor: 'epoch-1.2.0' })
        expect(await store.applyPull(petition, changes, at)).toBe(false)
        expect(await doors()).toEqual([])
        expect((await store.syncState(petition)).cursor).toBeUndefined()
        expect(await store.applyPull(petition, { ...changes, reset: true }, at)).toBe(true)
        expect(await doors()).toHaveLength(1)
      })

      test.each([
        ['otherwise', 'to-visit', undefined],
        ['the same', 'done', 'epoch-1.3.0'],
      ] as const)(
        'S5 where the server said %s of a door than an own unsent knock, its receipt leaves the cursor so',
        async (_, mark, cursor) => {
          const { store, first, saveKnock } = await withStreet()
          const kept = await saveKnock(first, 'declined', 'done')
          const doors = [asWired({ ...first, mark })]
          await store.applyPull(petition, pullReplyWith({ doors, cursor: 'epoch-1.3.0' }), at)
          expect((await store.syncState(petition)).cursor).toBe('epoch-1.3.0')
          await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept, 2)] }), at)
          expect((await store.syncState(petition)).cursor).toBe(cursor)
        },
      )

      test('S8 a bare receipt does so, too', async () => {
        const { store, first, saveKnock } = await withStreet()
        const kept = await saveKnock(first, 'declined', 'done')
        const doors = [asWired({ ...first, mark: 'to-visit' })]
        await store.applyPull(petition, pullReplyWith({ doors, cursor: 'epoch-1.3.0' }), at)
        await store.applyReceipts(petition, [heldReceipt(kept, 2)])
        expect((await store.syncState(petition)).cursor).toBeUndefined()
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

      test('a door that is added stands there at once, and stays until the server has heard of it', async () => {
        const { store, first, doorOf, counts, doors } = await withStreet()
        const missing = { ...asWired(doorWith({ position: 0 })), note: 'side gate' }
        const kept = keptWith({ kind: 'door', door: missing.id })
        await store.addEntry(kept, { described: missing })
        expect(await doorOf(missing.id)).toEqual({ ...missing, petition, addedBy: kept.id })
        expect((await counts())[street]).toMatchObject({ doors: 3, unsent: 1 })

        const reset = pullReplyWith({ reset: true, streets: [streetRow], doors: [asWired(first)] })
        await store.applyPull(petition, reset, at)
        expect((await doors()).map(({ id }) => id).sort()).toEqual([first.id, missing.id].sort())
        expect((await counts())[street]).toMatchObject({ doors: 2 })
        const { id, hash } = heldReceipt(kept)
        const deferred = { id, hash, state: 'deferred', received: 7, reason: 'unknown-kind' } as const
        await store.applyPush(petition, pushReplyWith({ receipts: [deferred] }), at)
        await store.applyPull(petition, reset, at)
        expect(await doorOf(missing.id)).toBeDefined()

        await store.applyPull(petition, pullReplyWith({ reset: true, streets: [], doors: [] }), at)
        expect(await doors()).toEqual([])
      })

      test('a door that is added is the server’s once it is named, and gone when it is not', async () => {
        const { store, first, doorOf } = await withStreet()
        const missing = asWired(doorWith())
        const kept = keptWith({ kind: 'door', door: missing.id })
        await store.addEntry(kept, { described: missing })
        await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(kept)] }), at)
        const named = { ...missing, position: 9 }
        await store.applyPull(petition, pullReplyWith({ doors: [named] }), at)
        expect(await doorOf(missing.id)).toEqual({ ...named, petition, knockedAt: undefined })
        const reset = pullReplyWith({ reset: true, streets: [streetRow], doors: [asWired(first)] })
        await store.applyPull(petition, reset, at)
        expect(await doorOf(missing.id)).toBeUndefined()
      })

      test('a note changes nothing else of its door, and goes with an empty one', async () => {
        const { store, first, doorOf, counts, saveKnock } = await withStreet()
        const knocked = await saveKnock(first, 'declined', 'done')
        const before = await counts()
        const noted = keptWith({ kind: 'door', door: first.id })
        await store.addEntry(noted, { described: { ...asWired(first), note: 'side gate' } })
        expect(await doorOf(first.id)).toMatchObject({
          mark: 'done',
          lastEntry: knocked.id,
          note: 'side gate',
        })
        expect((await doorOf(first.id))?.addedBy).toBeUndefined()
        expect((await counts())[street]).toMatchObject({ doors: before[street]?.doors, unsent: 2 })
        const cleared = keptWith({ kind: 'door', door: first.id })
        await store.addEntry(cleared, { described: asWired(first) })
        expect((await doorOf(first.id))?.note).toBeUndefined()
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
