import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createCopies } from '#device/copies.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createJournal } from '#device/journal.ts'
import { isIntact } from '#device/journal-record.ts'
import type { DeviceKeys, PhoneStore, RunSeal, RunTarget } from '#device/ports.ts'
import { DeviceId, KeyId, PetitionId, RunId } from '#domain/ids.ts'
import { keptWith, street } from '../tools/kept-entries.ts'
import { clockOf, newDatabase, testDice } from '../tools/phone-fixture.ts'

const seal = createHpkeSeal(testDice)
let keys: { deviceKeys: DeviceKeys; publicKey: string }

beforeAll(async () => {
  const { keys: deviceKeys } = await seal.createDeviceKeys()
  keys = { deviceKeys, publicKey: (await seal.createDeviceKeys()).publicKey }
})

const targetOfRun = (): RunTarget => ({
  petition: PetitionId.parse(randomUUID()),
  device: DeviceId.parse(randomUUID()),
  run: RunId.parse(randomUUID()),
  keyId: KeyId.parse(randomUUID()),
  ...keys,
})

const clock = clockOf({ now: 1_795_000_000_000 })

/** Over a database alone: what two copies do stands in `copies.test.ts`. */
function journalOver(
  store: PhoneStore,
  target = targetOfRun(),
  startRun: (target: RunTarget) => Promise<RunSeal> = seal.startRun,
) {
  const journal = createJournal({
    copies: createCopies({ store, clock }),
    clock,
    dice: testDice,
    target,
    startRun,
  })
  return { journal, target }
}

const sign = {
  kind: 'sign',
  street,
  outcome: 'signed',
  method: 'typed',
  wording: keptWith().entry.wording,
  personal: { name: 'Ada Example', postcode: 'RM10 7TU' },
} as const

/** A store over Dexie whose next saves fail, as on a full disk. */
function failingStore() {
  const db = newDatabase()
  const inner = createDexieStore(db)
  let failures = 0
  const store: PhoneStore = {
    ...inner,
    addEntry: async (kept, effects) => {
      if (failures === 0) return inner.addEntry(kept, effects)
      failures -= 1
      throw new DOMException('no room', 'QuotaExceededError')
    },
  }
  const fail = (times: number) => {
    failures = times
  }
  return { db, store, fail }
}

describe('the journal', () => {
  test('numbers the entries of a run from 1 without a gap, and keeps them as saved', async () => {
    const db = newDatabase()
    const { journal, target } = journalOver(createDexieStore(db))
    const first = await journal.save(sign)
    const second = await journal.save({ kind: 'withdraw', ref: first.id })
    expect([first.seq, second.seq]).toEqual([1, 2])
    expect((await db.entries.toArray()).map(({ entry }) => entry)).toEqual([first, second])
    expect(first).toMatchObject({
      device: target.device,
      run: target.run,
      madeAt: '2026-11-18T11:06:40.000Z',
    })
    expect(await isIntact(first)).toBe(true)
  })

  test('J1 resolves only when the store has it', async () => {
    let isDurable = false
    let finish = () => undefined as unknown
    const inner = createDexieStore(newDatabase())
    const store: PhoneStore = {
      ...inner,
      addEntry: async (kept, effects) => {
        await new Promise((resolve) => {
          finish = () => resolve(undefined)
        })
        await inner.addEntry(kept, effects)
        isDurable = true
      },
    }
    const saved = journalOver(store).journal.save(sign)
    const sooner = await Promise.race([
      saved.then(() => 'saved'),
      new Promise((r) => setTimeout(r, 100, 'not yet')),
    ])
    expect(sooner).toBe('not yet')
    finish()
    await saved
    expect(isDurable).toBe(true)
  })

  test('a failed save keeps nothing and does not use up its number', async () => {
    const { db, store, fail } = failingStore()
    const { journal } = journalOver(store)
    await journal.save(sign)
    fail(2)
    await expect(journal.save(sign)).rejects.toMatchObject({ reason: 'no-room' })
    await expect(journal.save(sign)).rejects.toMatchObject({ reason: 'no-room' })
    expect((await journal.save(sign)).seq).toBe(2)
    expect(await db.entries.count()).toBe(2)
  })

  test('saves that come together follow one another; a failure among them leaves no gap', async () => {
    const { db, store, fail } = failingStore()
    const { journal } = journalOver(store)
    await journal.save(sign)
    fail(1)
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => journal.save(sign)))
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    const numbers = (await db.entries.toArray()).map(({ seq }) => seq).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, place) => place + 1))
  })

  test('two runs at once do not disturb each other’s numbers', async () => {
    const db = newDatabase()
    const store = createDexieStore(db)
    const target = targetOfRun()
    const [one, other] = [
      journalOver(store, target).journal,
      journalOver(store, { ...target, run: RunId.parse(randomUUID()) }).journal,
    ]
    await Promise.all(Array.from({ length: 10 }, (_, place) => (place % 2 ? one : other).save(sign)))
    const numbers = new Map<string, number[]>()
    for (const { run, seq } of await db.entries.toArray())
      numbers.set(run, [...(numbers.get(run) ?? []), seq])
    expect([...numbers.values()].map((each) => each.sort())).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5],
    ])
  })

  test('a key agreement that failed is tried again with the next save', async () => {
    let tries = 0
    const { journal } = journalOver(createDexieStore(newDatabase()), targetOfRun(), async (target) => {
      tries += 1
      if (tries === 1) throw new Error('no randomness')
      return seal.startRun(target)
    })
    await expect(journal.save(sign)).rejects.toThrow('no randomness')
    expect((await journal.save(sign)).seq).toBe(1)
    await journal.save(sign)
    expect(tries).toBe(2)
  })

  test('an entry that is not what its hash says is found out', async () => {
    const entry = await journalOver(createDexieStore(newDatabase())).journal.save(sign)
    expect(await isIntact({ ...entry, madeAt: '2026-11-22T10:00:00.001Z' })).toBe(false)
    expect(await isIntact({ ...entry, sealed: `${entry.sealed.slice(0, -2)}AA` })).toBe(false)
  })

  test('an entry that the server could not read is not saved', async () => {
    const db = newDatabase()
    const { journal } = journalOver(createDexieStore(db))
    await expect(journal.save({ kind: 'knock', outcome: 'no-answer' })).rejects.toThrow('incomplete-knock')
    expect(await db.entries.count()).toBe(0)
    expect((await journal.save(sign)).seq).toBe(1)
  })
})
