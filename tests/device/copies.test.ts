import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createCopies, NotSaved } from '#device/copies.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createDoubts, createJournal } from '#device/journal.ts'
import type { Clock, DeviceKeys, PhoneStore, RunTarget, WholeEntry } from '#device/ports.ts'
import { DeviceId, KeyId, PetitionId, RunId } from '#domain/ids.ts'
import { keptWith, street } from '../tools/kept-entries.ts'
import {
  type AppendFault,
  createMemoryDisk,
  createMemoryJournalFiles,
} from '../tools/memory-journal-files.ts'
import { newDatabase, testDice } from '../tools/phone-fixture.ts'

const seal = createHpkeSeal(testDice)
let keys: { deviceKeys: DeviceKeys; publicKey: string }

beforeAll(async () => {
  const { keys: deviceKeys } = await seal.createDeviceKeys()
  keys = { deviceKeys, publicKey: (await seal.createDeviceKeys()).publicKey }
})

const sign = {
  kind: 'sign',
  street,
  outcome: 'signed',
  method: 'typed',
  wording: keptWith().entry.wording,
  personal: { name: 'Ada Example' },
} as const

type StoreFault = 'fails' | 'hangs' | 'lands-late'

/** A phone whose database and files do as they are told, and whose time passes when the test says so. */
function brokenPhone({ hasFiles = true } = {}) {
  const db = newDatabase()
  const real = createDexieStore(db)
  /** Calls that the database is at work on: no time passes meanwhile. */
  let busy = 0
  const counted =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      busy += 1
      try {
        return await call(...args)
      } finally {
        busy -= 1
      }
    }
  const inner = { ...real, addEntry: counted(real.addEntry), find: counted(real.find) }
  const disk = createMemoryDisk()
  const told: string[] = []
  let now = 1_795_000_000_000
  let sleepers: { until: number; wake(): void }[] = []
  let storeFaults: (StoreFault | undefined)[] = []
  let fileFaults: (AppendFault | undefined)[] = []
  let isDeaf = false
  let late: (() => Promise<void>)[] = []

  const clock: Clock = {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { until: now + ms, wake: resolve }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((each) => each !== sleeper)
          resolve()
        })
      }),
  }
  const store: PhoneStore = {
    ...inner,
    addEntry: async (kept, effects) => {
      const fault = storeFaults.shift()
      if (fault === 'fails') throw new DOMException('no room', 'QuotaExceededError')
      if (fault === 'hangs') return new Promise(() => {})
      if (fault === undefined) return inner.addEntry(kept, effects)
      return new Promise((resolve) => {
        late.push(() => inner.addEntry(kept, effects).then(resolve))
      })
    },
    find: (ids) => (isDeaf ? new Promise(() => {}) : inner.find(ids)),
  }
  const files = createMemoryJournalFiles(disk, { fault: () => fileFaults.shift() })
  const copies = createCopies({
    store,
    files: hasFiles ? files : undefined,
    clock,
    watch: {
      failed: (place) => told.push(`${place} failed`),
      mended: (place, broughtBack) => told.push(`${place} mended, ${broughtBack}`),
    },
  })
  const doubts = createDoubts()
  const target: RunTarget = {
    petition: PetitionId.parse(randomUUID()),
    device: DeviceId.parse(randomUUID()),
    run: RunId.parse(randomUUID()),
    keyId: KeyId.parse(randomUUID()),
    ...keys,
  }
  const journal = createJournal({ copies, clock, dice: testDice, target, startRun: seal.startRun, doubts })

  /** Time passes once somebody waits for it. */
  async function pass(ms: number): Promise<void> {
    for (let waits = 0; waits < 40 && !sleepers.some(({ until }) => until <= now + ms); waits += 1)
      await settle()
    now += ms
    for (const { wake } of sleepers.filter(({ until }) => until <= now)) wake()
    sleepers = sleepers.filter(({ until }) => until > now)
    await settle()
  }
  /** Where nothing moves any more, somebody waits for the time. */
  async function whileTimePasses(work: Promise<unknown>): Promise<void> {
    let isOver = false
    const end = () => {
      isOver = true
    }
    const over = work.then(end, end)
    while (!isOver) {
      await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 150))])
      // A moment for what has just ended to be heard of.
      await settle()
      if (busy > 0 || isOver) continue
      const next = Math.min(...sleepers.map(({ until }) => until))
      if (!isOver && next < Infinity) await pass(Math.max(0, next - now))
    }
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

  return {
    journal,
    copies,
    doubts,
    told,
    pass,
    settle,
    whileTimePasses,
    target,
    store: (...faults: (StoreFault | undefined)[]) => {
      storeFaults = faults
    },
    files: (...faults: (AppendFault | undefined)[]) => {
      fileFaults = faults
    },
    deaf: (isOn: boolean) => {
      isDeaf = isOn
    },
    async land() {
      files.land()
      for (const each of late) await each()
      late = []
    },
    inDatabase: async () => (await db.entries.orderBy('id').toArray()).map(({ entry }) => entry),
    inFiles: async () => (await createMemoryJournalFiles(disk).read()).map(({ entry }) => entry),
  }
}

const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id).sort()

describe('a save', () => {
  test('J1 stands in both places when it resolves', async () => {
    const phone = brokenPhone()
    const entry = await phone.journal.save(sign)
    expect(await phone.inDatabase()).toEqual([entry])
    expect(await phone.inFiles()).toEqual([entry])
    expect(phone.told).toEqual([])
  })

  test.each([
    ['database', 'fails'],
    ['database', 'hangs'],
    ['files', 'fails'],
    ['files', 'is-cut'],
    ['files', 'not-flushed'],
    ['files', 'hangs'],
  ] as const)(
    'J1 stands in the other place when the %s %s, and the volunteer is told',
    async (place, how) => {
      const phone = brokenPhone()
      await phone.journal.save(sign)
      if (place === 'database') phone.store(how)
      else phone.files(how)
      const saved = phone.journal.save(sign)
      await phone.whileTimePasses(saved)
      const entry = await saved
      expect(entry.seq).toBe(2)
      const there = place === 'database' ? await phone.inFiles() : await phone.inDatabase()
      expect(ids(there)).toContain(entry.id)
      expect(phone.told).toEqual([`${place} failed`])
    },
  )

  test.each([
    ['database', 'hangs'],
    ['files', 'hangs'],
    ['database', 'lands-late'],
  ] as const)('J1 what the %s missed is in it soon after it works again (%s)', async (place, how) => {
    const phone = brokenPhone()
    if (place === 'database') phone.store(how)
    else phone.files('hangs')
    const saved = phone.journal.save(sign)
    await phone.whileTimePasses(saved)
    const first = await saved
    await phone.land()
    await phone.pass(5_000)
    expect(await phone.inDatabase()).toEqual([first])
    expect(await phone.inFiles()).toEqual([first])
    expect(phone.told).toEqual([`${place} failed`, `${place} mended, 1`])
  })

  test('J1 a place that is failing is not waited for, and gets all that it owes with the first that it takes', async () => {
    const phone = brokenPhone()
    phone.store('hangs', 'hangs')
    const first = phone.journal.save(sign)
    await phone.whileTimePasses(first)
    // No time passes: the second save is safe in the files at once.
    await phone.journal.save(sign)
    expect(await phone.inFiles()).toHaveLength(2)
    expect(await phone.inDatabase()).toHaveLength(0)
    await phone.pass(4_000)
    await phone.journal.save(sign)
    await phone.settle()
    expect(ids(await phone.inDatabase())).toEqual(ids(await phone.inFiles()))
    expect(await phone.inDatabase()).toHaveLength(3)
    expect(phone.told).toEqual(['database failed', 'database mended, 3'])
  })

  test('J1 without a second place, one copy is the rule and nothing is told', async () => {
    const phone = brokenPhone({ hasFiles: false })
    const entry = await phone.journal.save(sign)
    expect(await phone.inDatabase()).toEqual([entry])
    expect(phone.told).toEqual([])
  })
})

describe('a save that both places refuse', () => {
  test('J1 says so, with its reason, within the time that one place has', async () => {
    const phone = brokenPhone()
    phone.store('hangs')
    phone.files('hangs')
    const saved = phone.journal.save(sign).catch((error) => error)
    await phone.whileTimePasses(saved)
    const error = await saved
    expect(error).toBeInstanceOf(NotSaved)
    expect(error).toMatchObject({ reason: 'no-answer' })
    phone.store('fails')
    phone.files('fails')
    await expect(phone.journal.save(sign)).rejects.toMatchObject({ reason: 'no-room' })
  })

  test('does not use up its number', async () => {
    const phone = brokenPhone()
    await phone.journal.save(sign)
    phone.store('fails', 'fails')
    phone.files('fails', 'is-cut')
    await expect(phone.journal.save(sign)).rejects.toThrow(NotSaved)
    await expect(phone.journal.save(sign)).rejects.toThrow(NotSaved)
    const entry = await phone.journal.save(sign)
    expect(entry).toMatchObject({ seq: 2, run: phone.target.run })
    await phone.settle()
    expect(ids(await phone.inDatabase())).toEqual(ids(await phone.inFiles()))
    expect(phone.doubts.all()).toEqual([])
  })

  test.each(['sign', 'knock'] as const)(
    'and lands after all is taken back, so that a second try counts once (%s)',
    async (kind) => {
      const phone = brokenPhone()
      const what = kind === 'sign' ? sign : keptWith({ kind: 'knock' }).entry
      const tried = { ...sign, ...pick(what), kind }
      phone.store('lands-late')
      phone.files('hangs')
      const saved = phone.journal.save(tried).catch((error) => error)
      await phone.whileTimePasses(saved)
      expect(await saved).toBeInstanceOf(NotSaved)
      await phone.land()
      const again = await phone.journal.save(tried)
      await phone.settle()
      const [landed, withdrawal, second] = await phone.inDatabase()
      expect(withdrawal).toMatchObject({ kind: 'withdraw', ref: landed?.id, seq: 2, run: landed?.run })
      expect(second).toEqual(again)
      expect(again.seq).toBe(3)
      expect(phone.doubts.all()).toEqual([])
      expect(ids(await phone.inFiles())).toEqual(ids([withdrawal, second].flatMap((each) => each ?? [])))
    },
  )

  test('while a place can’t tell, goes on under a new run, whose numbers nothing can take', async () => {
    const phone = brokenPhone()
    const before = await phone.journal.save(sign)
    phone.store('lands-late')
    phone.files('hangs')
    phone.deaf(true)
    const saved = phone.journal.save(sign).catch((error) => error)
    await phone.whileTimePasses(saved)
    expect(await saved).toBeInstanceOf(NotSaved)
    const second = phone.journal.save(sign)
    await phone.whileTimePasses(second)
    const again = await second
    expect(again.seq).toBe(1)
    expect(again.run).not.toBe(before.run)
    expect(phone.doubts.all()).toHaveLength(1)
    // It lands beside the second try, which keeps its place.
    await phone.land()
    phone.deaf(false)
    await phone.journal.save(sign)
    await phone.settle()
    const all = await phone.inDatabase()
    const landed = all.find(({ run, seq }) => run === before.run && seq === 2)
    expect(all.filter(({ kind }) => kind === 'withdraw').map(({ ref }) => ref)).toEqual([landed?.id])
    expect(phone.doubts.all()).toEqual([])
    for (const run of new Set(all.map((each) => each.run))) {
      const numbers = all.filter((each) => each.run === run).map(({ seq }) => seq)
      expect(numbers.sort()).toEqual(numbers.map((_, place) => place + 1))
    }
  })

  test('is looked for at the next start too', async () => {
    const phone = brokenPhone()
    phone.store('lands-late')
    phone.files('hangs')
    const saved = phone.journal.save(sign).catch((error) => error)
    await phone.whileTimePasses(saved)
    await saved
    await phone.land()
    const [landed] = await phone.inDatabase()
    const next = createJournal({
      copies: phone.copies,
      clock: { now: () => new Date(1_795_000_100_000), sleep: () => new Promise(() => {}) },
      dice: testDice,
      target: { ...phone.target, run: RunId.parse(randomUUID()) },
      startRun: seal.startRun,
      doubts: createDoubts(phone.doubts.all()),
    })
    await next.settle()
    expect((await phone.inDatabase()).at(-1)).toMatchObject({ kind: 'withdraw', ref: landed?.id, seq: 1 })
  })

  test('A1 another device’s doubt stays in doubt, and no later save waits for it', async () => {
    const phone = brokenPhone()
    const lost = keptWith({ petition: phone.target.petition })
    await phone.copies.keep(lost, {})
    const told: string[][] = []
    const doubts = createDoubts([lost.id], (change) => told.push(change([lost.id])))
    const journal = createJournal({
      copies: phone.copies,
      clock: { now: () => new Date(1_795_000_100_000), sleep: () => new Promise(() => {}) },
      dice: testDice,
      target: phone.target,
      startRun: seal.startRun,
      doubts,
    })
    await journal.settle()
    expect((await phone.inDatabase()).map(({ kind }) => kind)).toEqual(['sign'])
    expect(doubts.all()).toEqual([])
    expect(told).toEqual([])
  })

  test('another petition’s doubt is left to its own journal', async () => {
    const phone = brokenPhone()
    const foreign = keptWith()
    await phone.copies.keep(foreign, {})
    phone.doubts.add(foreign.id)
    await phone.journal.save(sign)
    expect((await phone.inDatabase()).map(({ kind }) => kind)).toEqual(['sign', 'sign'])
    expect(phone.doubts.all()).toEqual([foreign.id])
  })
})

describe('what happens to a store', () => {
  test('J1 any mixture of faults loses nothing that was saved, and keeps no number twice', async () => {
    const faults = [undefined, 'fails', 'hangs'] as const
    async function play(seed: number): Promise<void> {
      const phone = brokenPhone()
      const acknowledged: string[] = []
      for (let n = 0; n < 6; n += 1) {
        phone.store(faults[(seed + n) % 3])
        phone.files(faults[(Math.floor(seed / 3) + 2 * n) % 3])
        const saved = phone.journal.save(sign).then(({ id }) => acknowledged.push(id))
        await phone.whileTimePasses(saved.catch(() => undefined))
      }
      phone.store()
      phone.files()
      const last = phone.journal.save(sign)
      await phone.whileTimePasses(last)
      acknowledged.push((await last).id)
      for (let waits = 0; waits < 4; waits += 1) await phone.pass(400_000)
      const [inDatabase, inFiles] = [await phone.inDatabase(), await phone.inFiles()]
      expect(ids(inDatabase)).toEqual(expect.arrayContaining(acknowledged))
      expect(ids(inFiles)).toEqual(expect.arrayContaining(acknowledged))
      const takenBack = inDatabase.flatMap(({ kind, ref }) => (kind === 'withdraw' ? [ref] : []))
      const standing = inDatabase.filter(({ id, kind }) => kind === 'sign' && !takenBack.includes(id))
      expect(ids(standing)).toEqual(acknowledged.sort())
      expect(new Set(inDatabase.map(({ run, seq }) => run + seq)).size).toBe(inDatabase.length)
    }
    await Promise.all(Array.from({ length: 9 }, (_, seed) => play(seed)))
  })
})

const pick = ({ kind, street, door, outcome }: WholeEntry['entry'] | (typeof sign & { door?: undefined })) =>
  kind === 'knock' ? { street, door, outcome } : {}
