/**
 * T1 counters equal a recount, and the store that counts equals the one that
 * scans, after whatever a phone lives through.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDexieStore } from '#device/dexie-store.ts'
import type { PhoneStore, WholeEntry } from '#device/ports.ts'
import { recount } from '#device/store/recount.ts'
import { StreetId } from '#domain/ids.ts'
import { type DoorMark, markAfter } from '#domain/outcome.ts'
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
import { createMemoryStore } from '../tools/memory-store.ts'
import { newDatabase } from '../tools/phone-fixture.ts'
import { wordWith } from './phone-store-contract.ts'

const other = StreetId.parse(randomUUID())
const streets = [street, other]
const doors = [street, street, other].map((street, position) => doorWith({ street, position }))
const outcomes = ['no-answer', 'declined', 'do-not-knock'] as const
const epochs = ['epoch-1', 'epoch-1', 'epoch-1', 'epoch-2']
const marks: DoorMark[] = ['to-visit', 'done', 'do-not-knock']
const at = new Date('2026-11-22T10:00:00.000Z')

/** What one step does is read from a few numbers, so that any numbers are a history. */
const deeds = [
  'sign',
  'sign',
  'knock',
  'withdraw',
  'lose',
  'push',
  'push',
  'push-many',
  'receipts',
  'settle',
  'hello',
  'pull',
  'bring-back',
] as const
const step = fc.record({ deed: fc.constantFrom(...deeds), a: fc.nat(63), b: fc.nat(63), c: fc.nat(63) })
type Step = { deed: (typeof deeds)[number]; a: number; b: number; c: number }

const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)]

/** As a pass does at its end: `settle.test.ts` is about what comes before that. */
async function settle(store: PhoneStore): Promise<void> {
  while (await store.settle(petition));
}

/** One phone's life, told alike to any store. */
function createLife() {
  const made: WholeEntry[] = []
  let received = 0

  /** About a quarter of what was made, by the bits. */
  const some = (bits: number) => made.filter((_, place) => (bits >> (place % 6)) % 2 === 1)

  const receiptsFor = (entries: readonly WholeEntry[], bits: number) =>
    entries.map((kept, place) => {
      received += place % 2
      const kind = (bits >> (place % 4)) % 4
      if (kind === 0) return refusedReceipt(kept)
      return kind === 1 ? deferredReceipt(kept, received + 1) : heldReceipt(kept, received + 1)
    })

  function nextStroke({ deed, a, b, c }: Step): (store: PhoneStore) => Promise<unknown> {
    const door = pick(doors, a)
    const epoch = pick(epochs, c) ?? 'epoch-1'
    const keep = (kept: WholeEntry) => {
      made.push(kept)
      return kept
    }
    switch (deed) {
      case 'sign': {
        const at = b % 3 === 0 ? undefined : door
        const kept = keep(keptWith({ street: at?.street ?? pick(streets, c), door: at?.id }))
        const effects = at && { id: at.id, mark: 'done' as const, outcome: 'signed' as const, entry: kept.id }
        return (store) => store.addEntry(kept, effects ? { door: effects } : {})
      }
      case 'knock': {
        const outcome = pick(outcomes, b) ?? 'declined'
        const kept = keep(keptWith({ kind: 'knock', street: door?.street, door: door?.id, outcome }))
        const effects = door && { id: door.id, mark: markAfter('to-visit', outcome), outcome, entry: kept.id }
        return (store) => store.addEntry(kept, effects ? { door: effects } : {})
      }
      case 'withdraw': {
        const ref = pick(made, a)
        if (ref === undefined) return async () => undefined
        const place = b % 2 === 0 ? { street: ref.entry.street, door: ref.entry.door } : {}
        const kept = keep(keptWith({ kind: 'withdraw', ref: ref.id, ...place }))
        return (store) => store.addEntry(kept, {})
      }
      case 'lose': {
        // Only the other copy has it, so far.
        keep(keptWith({ street: pick(streets, a), door: door?.id }))
        return async () => undefined
      }
      case 'push': {
        const receipts = receiptsFor(some(a), b)
        const reply = pushReplyWith({ epoch, receipts, tallies: { asOf: received, streets: [] } })
        return (store) => store.applyPush(petition, reply, at)
      }
      case 'push-many': {
        // So many at once are noted, and settled later.
        const many = Array.from({ length: 34 }, (_, n) =>
          keep(keptWith({ street: pick(streets, a + n), door: pick(doors, b + n)?.id })),
        )
        received += 1
        const pushed = [...some(c), ...many]
        const receipts = pushed.map((kept) => heldReceipt(kept, received))
        const reply = pushReplyWith({ epoch, receipts, tallies: { asOf: received, streets: [] } })
        return async (store) => {
          await store.bringBack(many)
          await store.applyPush(petition, reply, at)
        }
      }
      case 'settle':
        return settle
      case 'receipts': {
        const receipts = receiptsFor(some(a), b)
        return (store) => store.applyReceipts(petition, receipts)
      }
      case 'hello': {
        const word = wordWith({ epoch, durableMark: a % (received + 2) })
        return async (store) => {
          await settle(store)
          await store.applyHello(petition, word)
        }
      }
      case 'pull': {
        const reply = pullReplyWith({
          epoch,
          reset: a % 2 === 0,
          streets: streets.map((id, position) => ({ id, name: 'Reede Road', position })),
          doors: doors.map((door) => ({ ...asWired(door), mark: pick(marks, b) ?? 'done' })).slice(c % 3),
          goneDoors: b % 5 === 0 && door !== undefined ? [door.id] : [],
          goneStreets: b % 7 === 0 ? [other] : [],
        })
        return async (store) => {
          await settle(store)
          await store.applyPull(petition, reply, at)
        }
      }
      case 'bring-back': {
        const kept = some(a)
        return (store) => store.bringBack(kept)
      }
    }
  }

  return { made, nextStroke }
}

test('T1 counters equal a recount, and both stores each other, after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const db = newDatabase()
      const counting = createDexieStore(db)
      const scanning = createMemoryStore(randomUUID)
      const { made, nextStroke } = createLife()
      for (const step of steps) {
        const stroke = nextStroke(step)
        const [inCounting, inScanning] = [await stroke(counting), await stroke(scanning)]
        expect(inCounting).toEqual(inScanning)

        expect(await recount(db, petition)).toBe(false)
        expect((await db.counts.get(petition))?.streets ?? {}).toEqual(scanning.counts(petition))
        const both = async (ask: (store: PhoneStore) => Promise<unknown>) =>
          expect(await ask(counting)).toEqual(await ask(scanning))
        await both(async (store) => new Set((await store.syncState(petition)).runs))
        await both(async (store) => new Set(await store.unsentByStreet(petition, made.slice(step.c % 20))))
        await both((store) => store.unsent(petition, 10, new Set(made.slice(0, 2).map(({ id }) => id))))
        await both((store) => store.setAside(petition, 10))
        // What is noted shows in the entries' own rows, and at their doors, once it is settled.
        if ((await db.heard.count()) > 0) continue
        await both(async (store) => (await store.syncState(petition)).cursor)
        await both((store) => store.find(made.map(({ id }) => id)))
        const inMemory = scanning.disk.petitions.get(petition)?.doors ?? new Map()
        expect(new Map((await db.doors.toArray()).map((door) => [door.id, door]))).toEqual(inMemory)
      }
      await db.delete()
    }),
    { numRuns: 25 },
  )
}, 60_000)
