/** S7 what version 1 of the tables left, and what an old tab still writes beside the new one. */
import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { recount } from '#device/store/recount.ts'
import {
  doorWith,
  heldReceipt,
  keptWith,
  petition,
  pullReplyWith,
  pushReplyWith,
  street,
} from '../tools/kept-entries.ts'
import { wordWith } from './phone-store-contract.ts'

const at = new Date('2026-11-22T10:00:00.000Z')

/** As in the first version, and never to be changed. */
function openVersion1(name: string): Dexie {
  const db = new Dexie(name, { chromeTransactionDurability: 'strict' })
  db.version(1).stores({
    memberships: 'petition',
    petitions: 'petition',
    streets: '[petition+id]',
    doors: '[petition+id], [petition+street]',
    entries: 'id, [petition+state+savedAt], [petition+entry.door], &[run+seq]',
    runs: 'run, petition',
    tallies: '[petition+street]',
    drafts: 'id',
    settings: 'key',
  })
  return db
}

async function saveAsVersion1(db: Dexie, kept = keptWith()) {
  await db.transaction('rw', ['entries', 'runs'], async () => {
    await db.table('entries').add(kept)
    await db.table('runs').put({ run: kept.run, petition, seq: kept.seq })
  })
  return kept
}

/** With a street, one entry received and one not. */
async function phoneOfVersion1() {
  const name = `phone-${randomUUID()}`
  const old = openVersion1(name)
  const { petition: row, cursor, epoch } = pullReplyWith()
  await old.table('memberships').put({ petition, name: 'Vic' })
  await old.table('petitions').put({ ...row, petition, cursor, epoch, tallyAsOf: 1 })
  await old.table('doors').bulkPut([doorWith({ mark: 'done' }), doorWith({ position: 1 })])
  const held = await saveAsVersion1(old)
  await old.table('entries').update(held.id, { state: 'held', received: 5 })
  const unsent = await saveAsVersion1(old)
  return { name, old, held, unsent }
}

test('S7 a database of version 1 is counted as it is opened, and known as one of before', async () => {
  const { name, old, unsent } = await phoneOfVersion1()
  old.close()
  const db = new PhoneDatabase(name)
  const store = createDexieStore(db)
  expect(await store.check()).toMatchObject({ isNew: false })
  expect(await recount(db, petition)).toBe(false)
  expect((await db.counts.get(petition))?.streets).toEqual({
    [street]: { signatures: 1, unsent: 1, refused: 0, doors: 2, doorsDone: 1 },
  })
  expect(await store.syncState(petition)).toMatchObject({ runs: [{ run: unsent.run, seq: unsent.seq }] })
})

/** As version 2 had it. */
function openVersion2(name: string): Dexie {
  const db = openVersion1(name)
  db.version(2).stores({
    entries:
      'id, [petition+state+savedAt], [petition+entry.door], &[run+seq], entry.ref, [petition+received]',
    doors: '[petition+id], [petition+street], lastEntry',
    counts: 'petition',
    servers: 'petition',
  })
  return db
}

test('S7 a database of version 2 goes on as it was, and notes many receipts at once', async () => {
  const name = `phone-${randomUUID()}`
  const old = openVersion2(name)
  const many = Array.from({ length: 40 }, () => keptWith())
  await old.table('memberships').put({ petition, name: 'Vic' })
  await old.table('entries').bulkAdd(many)
  old.close()
  const db = new PhoneDatabase(name)
  const store = createDexieStore(db)
  expect(await store.unsent(petition, 100)).toHaveLength(40)
  await store.applyPush(petition, pushReplyWith({ receipts: many.map((kept) => heldReceipt(kept)) }), at)
  expect([await db.heard.count(), await store.unsent(petition, 100)]).toEqual([1, []])
  // To a tab of version 2 they are unsent still: it sends them again, and the server has them.
  const beside = openVersion2(name)
  expect(await beside.table('entries').where({ id: many[0]?.id }).first()).toMatchObject({ state: 'unsent' })
  beside.close()
})

test('S7 S9 what version 1 sent is known by the epoch of its time: sent again to a restored server', async () => {
  const { name, old, held, unsent } = await phoneOfVersion1()
  old.close()
  const store = createDexieStore(new PhoneDatabase(name))
  await store.applyHello(petition, wordWith({ epoch: 'epoch-2' }))
  expect(await store.unsent(petition, 10)).toMatchObject([{ id: held.id }, { id: unsent.id }])
})

test('S7 an old tab saves beside the new one; a recount mends what it did not count', async () => {
  const { name, old, unsent } = await phoneOfVersion1()
  old.close()
  const db = new PhoneDatabase(name)
  const store = createDexieStore(db)
  await db.open()
  const late = openVersion1(name)
  const beside = await saveAsVersion1(late)
  late.close()
  expect(await store.unsent(petition, 10)).toMatchObject([{ id: unsent.id }, { id: beside.id }])
  // Its receipt is counted off before anybody has counted it in.
  await store.applyPush(petition, pushReplyWith({ receipts: [heldReceipt(beside)] }), at)
  expect(await recount(db, petition)).toBe(true)
  expect((await db.counts.get(petition))?.streets[street]).toMatchObject({ signatures: 1, unsent: 1 })
  expect(await recount(db, petition)).toBe(false)
})
