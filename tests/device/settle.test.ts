/** Receipts of many entries stand in one row until each entry's own says so: nobody may see a difference. */
import { expect, test } from 'vitest'
import { createDexieStore } from '#device/dexie-store.ts'
import { oldestUnsentAt, readHeld } from '#device/reads.ts'
import { forgetUnlessUnsent } from '#device/store/forget.ts'
import { recount } from '#device/store/recount.ts'
import {
  asWired,
  doorWith,
  heldReceipt,
  keptWith,
  petition,
  pullReplyWith,
  pushReplyWith,
  refusedReceipt,
  street,
} from '../tools/kept-entries.ts'
import { newDatabase } from '../tools/phone-fixture.ts'
import { wordWith } from './phone-store-contract.ts'

const at = new Date('2026-11-22T10:00:00.000Z')
const hello = (epoch = 'epoch-1', durableMark = 0) => wordWith({ epoch, durableMark })

/** Forty entries whose receipts came together, and one that is unsent. */
async function phoneThatHeard({ door = doorWith() } = {}) {
  const db = newDatabase()
  const store = createDexieStore(db)
  const streets = [{ id: street, name: 'Reede Road', position: 0 }]
  await store.applyPull(petition, pullReplyWith({ reset: true, streets, doors: [asWired(door)] }), at)
  await store.applyHello(petition, hello())
  const heard = [
    keptWith({ door: door.id, street }),
    ...Array.from({ length: 39 }, (_, n) => keptWith(n === 0 ? { kind: 'knock' } : {})),
  ]
  const unsent = keptWith()
  await store.bringBack([...heard, unsent])
  const push = (more: Parameters<typeof pushReplyWith>[0] = {}) =>
    store.applyPush(
      petition,
      pushReplyWith({ receipts: heard.map((kept) => heldReceipt(kept, 7)), ...more }),
      at,
    )
  await push()
  const states = async () => new Set((await store.find(heard.map(({ id }) => id))).map(({ state }) => state))
  const settled = async () => {
    while (await store.settle(petition));
    return states()
  }
  return { db, store, heard, unsent, door, push, states, settled }
}

test('S2 many receipts are one row, and tell alike before and after each entry says so itself', async () => {
  const { db, store, heard, unsent, states, settled } = await phoneThatHeard()
  expect([await db.heard.count(), await states()]).toEqual([1, new Set(['unsent'])])
  const seen = async () => ({
    unsent: await store.unsent(petition, 10),
    bite: await store.unsent(petition, 10, new Set([heard[0]?.id ?? ''])),
    byStreet: await store.unsentByStreet(petition, heard),
    runs: (await store.syncState(petition)).runs,
    held: await readHeld(db, petition),
    oldest: await oldestUnsentAt(db, petition),
    counts: await db.counts.get(petition),
    isMended: await recount(db, petition),
  })
  const before = await seen()
  expect(before).toMatchObject({
    unsent: [{ id: unsent.id }],
    byStreet: [{ street, signatures: 1 }],
    held: { unsent: 1, unbacked: 40 },
    oldest: unsent.savedAt,
    isMended: false,
  })
  expect(await settled()).toEqual(new Set(['held']))
  expect([await db.heard.count(), await seen()]).toEqual([0, before])
})

test('S3 one that was refused among many says so at once, and so do the others', async () => {
  const { db, store } = await phoneThatHeard()
  const more = Array.from({ length: 40 }, () => keptWith())
  await store.bringBack(more)
  const receipts = more.map((kept, place) => (place === 5 ? refusedReceipt(kept) : heldReceipt(kept)))
  await store.applyPush(petition, pushReplyWith({ receipts }), at)
  const found = await store.find(more.map(({ id }) => id))
  expect(found.map(({ state }) => state)).toEqual(receipts.map(({ state }) => state))
  expect(await db.heard.count()).toBe(1)
})

test('S2 what is noted stays held, and is counted once, whatever is said again', async () => {
  const { db, store, heard, push, settled } = await phoneThatHeard()
  const counts = await db.counts.get(petition)
  await push()
  await push({ receipts: heard.map((kept) => refusedReceipt(kept)) })
  await store.applyReceipts(petition, heard.slice(0, 3).map(heldReceiptOf))
  expect([await db.heard.count(), await db.counts.get(petition)]).toEqual([1, counts])
  expect(await settled()).toEqual(new Set(['held']))
})

const heldReceiptOf = (kept: Parameters<typeof heldReceipt>[0]) => heldReceipt(kept, 9)

test('T1 a withdrawal of what is noted takes nothing off this phone’s tally', async () => {
  const { db, store, heard } = await phoneThatHeard()
  await store.addEntry(keptWith({ kind: 'withdraw', ref: heard[3]?.id, street }), {})
  expect((await db.counts.get(petition))?.streets[street]).toMatchObject({ signatures: 1, unsent: 2 })
  expect(await recount(db, petition)).toBe(false)
})

test('J3 the next hello settles before it looks for seals to forget', async () => {
  const { db, store, states } = await phoneThatHeard()
  await store.applyHello(petition, hello('epoch-1', 7))
  expect([await db.heard.count(), await states()]).toEqual([0, new Set(['held'])])
  expect((await db.entries.toArray()).filter(({ entry }) => entry.sealed !== undefined)).toHaveLength(1)
})

test('J3 what came of a knock is forgotten as the entries settle; a mark in dispute is asked for anew', async () => {
  const { db, store, door, heard, settled } = await phoneThatHeard()
  const row = () => db.doors.get([petition, door.id])
  expect(await row()).toMatchObject({ outcome: 'signed', lastEntry: heard[0]?.id, isDisputed: true })
  expect((await store.syncState(petition)).cursor).toBe('epoch-1.7.0')
  await settled()
  expect((await row())?.outcome).toBeUndefined()
  expect((await store.syncState(petition)).cursor).toBeUndefined()
})

test('J3 a pull in between takes the server’s mark for a door whose knock is noted', async () => {
  const { db, store, door } = await phoneThatHeard()
  const said = asWired({ ...door, mark: 'do-not-knock' })
  await store.applyPull(petition, pullReplyWith({ doors: [said] }), at)
  const row = await db.doors.get([petition, door.id])
  expect([row?.mark, row?.outcome, row?.isDisputed]).toEqual(['do-not-knock', undefined, undefined])
})

test('S9 a restored server’s hello takes the notes back: all is unsent again', async () => {
  const { db, store } = await phoneThatHeard()
  await store.applyHello(petition, hello('epoch-2'))
  expect([await db.heard.count(), (await store.unsent(petition, 100)).length]).toEqual([0, 41])
})

test('S9 notes of an epoch that an old tab has ended, which knows nothing of them, mean nothing', async () => {
  const { db, store, states, settled } = await phoneThatHeard()
  await db.servers.put({ petition, epoch: 'epoch-2', clearedTo: 0 })
  expect(await store.unsent(petition, 100)).toHaveLength(41)
  expect(await settled()).toEqual(new Set(['unsent']))
  expect(await states()).toEqual(new Set(['unsent']))
  expect(await db.heard.count()).toBe(0)
})

test('S7 what an old tab has sent and counted beside us is counted anew', async () => {
  const { db, heard, settled } = await phoneThatHeard()
  await db.entries.where({ id: heard[4]?.id }).modify({ state: 'held', received: 8 })
  const row = await db.counts.get(petition)
  const counts = row?.streets[street]
  if (row === undefined || counts === undefined) throw new Error('the street is counted')
  const off = { ...counts, signatures: counts.signatures - 1, unsent: counts.unsent - 1 }
  await db.counts.put({ ...row, streets: { [street]: off } })
  expect(await settled()).toEqual(new Set(['held']))
  expect(await recount(db, petition)).toBe(false)
  expect((await db.counts.get(petition))?.streets[street]).toMatchObject({ signatures: 1, unsent: 1 })
})

test('S8 what is noted keeps nobody from leaving, and goes with the rest', async () => {
  const { db, unsent } = await phoneThatHeard()
  expect(await forgetUnlessUnsent(db, petition)).toBe(1)
  expect(await db.heard.count()).toBe(1)
  expect(await forgetUnlessUnsent(db, petition, new Set([unsent.id]))).toBe(0)
  expect([await db.heard.count(), await db.entries.count()]).toEqual([0, 0])
})
