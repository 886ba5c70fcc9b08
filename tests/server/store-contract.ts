/** What every engine must do alike. The same tests run on libsql, on PGlite and on a PostgreSQL server. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptBatch } from '#server/merge/accept-batch.ts'
import { undoBatch } from '#server/merge/undo-batch.ts'
import { inChunks } from '#server/store/in-chunks.ts'
import { migrate } from '#server/store/migrate.ts'
import type { Store, Trx } from '#server/store/open-store.ts'
import { takeNumber, takeNumbers } from '#server/store/take-number.ts'
import { startPetition } from '../tools/petition-fixture.ts'
import { startHistory } from './merge/history.ts'

export type OpenedStore = { readonly store: Store; close(): Promise<void> }

export function storeContract(engine: string, open: () => Promise<OpenedStore>): void {
  describe(`the store on ${engine}`, () => {
    let opened: OpenedStore
    let store: Store
    beforeAll(async () => {
      opened = await open()
      store = opened.store
    })
    afterAll(() => opened.close())

    test('says that it is new until there is a petition', async () => {
      expect(await store.isNew()).toBe(true)
      await addPetition(store)
      expect(await store.isNew()).toBe(false)
      await store.ping()
    })

    test('migrating again changes nothing', async () => {
      const petition = await addPetition(store)
      await migrate(store.db)
      expect(await headOf(store, petition)).toBe(0)
    })

    test('gives back what was put in: numbers, nothing, and any script', async () => {
      const petition = await addPetition(store, { createdAt: 1_795_341_600_123 })
      await store.db
        .insertInto('streets')
        .values(street(petition, { name: 'Žemaičių g. তাহমিনা 🏠 "\'\\', postcode: null, position: 0 }))
        .execute()
      const row = await store.db
        .selectFrom('streets')
        .selectAll()
        .where('petition', '=', petition)
        .executeTakeFirst()
      expect(row).toMatchObject({
        name: 'Žemaičių g. তাহমিনা 🏠 "\'\\',
        postcode: null,
        position: 0,
        deletedAt: null,
      })
      const { createdAt } = await store.db
        .selectFrom('petitions')
        .select('createdAt')
        .where('id', '=', petition)
        .executeTakeFirstOrThrow()
      expect(createdAt).toBe(1_795_341_600_123)
    })

    test('takes 5,000 rows in chunks', async () => {
      const petition = await addPetition(store)
      const rows = Array.from({ length: 5000 }, (_, index) =>
        street(petition, { key: `street ${index}`, position: index }),
      )
      await store.transact(async (trx) => {
        for (const chunk of inChunks(rows)) await trx.insertInto('streets').values(chunk).execute()
      })
      const { count } = await store.db
        .selectFrom('streets')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('petition', '=', petition)
        .executeTakeFirstOrThrow()
      expect(Number(count)).toBe(5000)
    })

    test('S1 of twenty that insert one entry at the same time, one does', async () => {
      const petition = await addPetition(store)
      const row = entry(petition)
      const inserted = await Promise.all(
        Array.from({ length: 20 }, () =>
          store.transact(async (trx) => {
            const { length } = await trx
              .insertInto('entries')
              .values(row)
              .onConflict((conflict) => conflict.doNothing())
              .returning('id')
              .execute()
            return length
          }),
        ),
      )
      expect(inserted.reduce((sum, each) => sum + each, 0)).toBe(1)
    })

    test('S1 one number of a run is one entry’s only', async () => {
      const petition = await addPetition(store)
      const first = entry(petition)
      await store.db.insertInto('entries').values(first).execute()
      const second = { ...first, id: randomUUID() }
      await expect(store.db.insertInto('entries').values(second).execute()).rejects.toThrow()
      const kept = await store.db
        .insertInto('entries')
        .values(second)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute()
      expect(kept).toEqual([])
    })

    test('S5 numbers follow the order of commits: a reader never finds a gap filled later', async () => {
      const petition = await addPetition(store)
      let isWriting = true
      const seen: number[][] = []
      const reader = (async () => {
        while (isWriting) {
          seen.push(await numbersOf(store, petition))
          await pause(1)
        }
      })()
      await Promise.all(
        Array.from({ length: 20 }, (_, writer) =>
          store.transact(async (trx) => {
            await pause(writer % 3)
            const seq = await takeNumber(trx, petition)
            await pause((writer * 7) % 5)
            await note(trx, petition, seq)
          }),
        ),
      )
      isWriting = false
      await reader
      const upTo = (length: number) => Array.from({ length }, (_, index) => index + 1)
      for (const numbers of seen) expect(numbers).toEqual(upTo(numbers.length))
      expect(await numbersOf(store, petition)).toEqual(upTo(20))
    })

    test('S5 numbers in a row, and the roll’s own', async () => {
      const petition = await addPetition(store)
      expect(await store.transact((trx) => takeNumbers(trx, petition, 5))).toBe(1)
      expect(await store.transact((trx) => takeNumber(trx, petition, 'roll'))).toBe(6)
      expect(await store.transact((trx) => takeNumber(trx, petition))).toBe(7)
      const row = await store.db
        .selectFrom('petitions')
        .select(['head', 'rollHead'])
        .where('id', '=', petition)
        .executeTakeFirst()
      expect(row).toEqual({ head: 7, rollHead: 6 })
    })

    test('what fails leaves nothing, not even a number', async () => {
      const petition = await addPetition(store)
      const failing = store.transact(async (trx) => {
        await note(trx, petition, await takeNumber(trx, petition))
        throw new Error('changed my mind')
      })
      await expect(failing).rejects.toThrow('changed my mind')
      expect(await numbersOf(store, petition)).toEqual([])
      expect(await headOf(store, petition)).toBe(0)
    })

    test('runs again what the engine says was in another’s way, and nothing else', async () => {
      const petition = await addPetition(store)
      let tries = 0
      const run = (code: string, until: number) =>
        store.transact(async (trx) => {
          tries += 1
          await note(trx, petition, await takeNumber(trx, petition))
          if (tries < until) throw Object.assign(new Error(`refused with ${code}`), { code })
        })
      await run('40001', 3)
      expect(tries).toBe(3)
      expect(await numbersOf(store, petition)).toEqual([1])

      tries = 0
      await expect(run('40001', 99)).rejects.toThrow('40001')
      expect(tries).toBe(5)
      tries = 0
      await expect(run('23505', 99)).rejects.toThrow('23505')
      expect(tries).toBe(1)
    })

    test('two that lock each other out both get through', async () => {
      const [one, other] = [await addPetition(store), await addPetition(store)]
      const both = (first: string, second: string) =>
        store.transact(async (trx) => {
          await takeNumber(trx, first)
          await pause(60)
          await takeNumber(trx, second)
        })
      await Promise.all([both(one, other), both(other, one)])
      expect([await headOf(store, one), await headOf(store, other)]).toEqual([2, 2])
    })

    test('M1 merging adds up and can be undone', async () => {
      const fixture = await startPetition({ store })
      const history = await startHistory(fixture, 7)
      for (let step = 0; step < 60; step += 1) {
        await history.step()
        await history.check()
        const [batch] = await history.waitingBatches()
        if (batch === undefined || step % 5 !== 0) continue
        await history.refresh(batch)
        const before = await history.snapshot()
        await acceptBatch(history.server, history.caller, batch)
        await history.check()
        await undoBatch(history.server, history.caller, batch)
        expect(await history.snapshot()).toEqual(before)
      }
      await fixture.close()
    })
  })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function addPetition(store: Store, { createdAt = 1 } = {}): Promise<string> {
  const id = randomUUID()
  await store.db
    .insertInto('petitions')
    .values({
      id,
      state: 'draft',
      settings: null,
      head: 0,
      rollHead: 0,
      durableMark: 0,
      createdAt,
      openedAt: null,
      closedAt: null,
    })
    .execute()
  return id
}

async function headOf(store: Store, petition: string): Promise<number> {
  const { head } = await store.db
    .selectFrom('petitions')
    .select('head')
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  return head
}

const note = (trx: Trx, petition: string, seq: number) =>
  trx
    .insertInto('audit')
    .values({ petition, seq, at: 1, member: null, action: 'noted', subject: null, count: null })
    .execute()

async function numbersOf(store: Store, petition: string): Promise<number[]> {
  const rows = await store.db
    .selectFrom('audit')
    .select('seq')
    .where('petition', '=', petition)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq }) => seq)
}

const street = (petition: string, changes: object) => ({
  petition,
  id: randomUUID(),
  key: 'street',
  name: 'Street',
  postcode: null,
  position: 0,
  changed: 1,
  deletedAt: null,
  ...changes,
})

const entry = (petition: string) => ({
  petition,
  id: randomUUID(),
  hash: 'hash',
  device: randomUUID(),
  run: randomUUID(),
  seq: 1,
  v: 1,
  kind: 'knock',
  street: null,
  door: null,
  outcome: null,
  method: null,
  wording: null,
  ref: null,
  madeAt: '2026-11-22T10:00:00.000Z',
  keyId: randomUUID(),
  enc: '',
  nonce: '',
  sealed: '',
  batch: null,
  received: 1,
  receivedAt: 1,
})
