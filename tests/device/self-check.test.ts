import 'fake-indexeddb/auto'
import Dexie, { liveQuery } from 'dexie'
import { describe, expect, test } from 'vitest'
import type { PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { keptOf } from '#device/journal-record.ts'
import type { StorageParts } from '#device/phone-storage.ts'
import type { JournalRecord, PhoneStore } from '#device/ports.ts'
import { newRun, recordsOf, runsIn } from '../tools/intact-records.ts'
import { heldReceipt, petition, pushReplyWith } from '../tools/kept-entries.ts'
import { createMemoryDisk, createMemoryJournalFiles } from '../tools/memory-journal-files.ts'
import { clockOf, createMemorySentinel, newDatabase, newStorage } from '../tools/phone-fixture.ts'

/** What outlives a start of the app; each start is a storage of its own over it. */
function phoneOnDisk() {
  const disk = createMemoryDisk()
  const sentinel = createMemorySentinel()
  const time = { now: 1_795_000_100_000 }
  const clock = clockOf(time)
  let db = newDatabase()
  let files = createMemoryJournalFiles(disk)

  const start = async (parts: Partial<StorageParts> = {}) => {
    const storage = newStorage(clock, { db, files, sentinel, ...parts })
    await storage.check.start()
    return storage
  }
  return {
    disk,
    sentinel,
    clock,
    time,
    start,
    database: () => db,
    /** The app is closed; what stands on the disk stays. */
    close() {
      db.close()
      db = reopened(db)
      files.close()
      files = createMemoryJournalFiles(disk)
    },
    loseDatabase() {
      db.close()
      db = newDatabase()
    },
    loseFiles: () => disk.files.clear(),
    keep: async (records: readonly JournalRecord[]) => {
      const { copies, store } = await start()
      await joined(db)
      for (const record of records) await copies.keep(keptOf(record), {})
      return store
    },
  }
}

const reopened = (db: PhoneDatabase): PhoneDatabase => newDatabase(db.name)

/** As far as these tests are about it: a petition that this phone knows. */
const joined = (db: PhoneDatabase) =>
  db.table('memberships').put({ petition, title: 'Keep the library open', name: 'Vera Example' })

const idsIn = async (db: PhoneDatabase) => db.entries.orderBy('id').primaryKeys()
const idsOf = (records: readonly JournalRecord[]) => records.map(({ entry }) => entry.id).sort()

describe('J4 the self-check at a start', () => {
  test('of a new phone finds nothing to say, and leaves its mark', async () => {
    const phone = phoneOnDisk()
    const { watch } = await phone.start()
    expect(watch.status()).toMatchObject({ copies: 2, failing: [], losses: [] })
    expect(phone.sentinel.read()).toMatchObject({ unsent: 0, doubts: [], incidents: [] })
  })

  test('of a phone where all is well finds nothing to say', async () => {
    const phone = phoneOnDisk()
    await phone.keep(await recordsOf(newRun(), 5))
    phone.close()
    const { watch, check } = await phone.start()
    await check.compare()
    expect(watch.status().losses).toEqual([])
    expect(phone.sentinel.read()?.incidents).toEqual([])
  })

  test('brings back what the database lost, all of it', async () => {
    const phone = phoneOnDisk()
    const records = await recordsOf(newRun(), 450)
    await phone.keep(records)
    phone.close()
    phone.loseDatabase()
    const { watch, store } = await phone.start()
    expect(await idsIn(phone.database())).toEqual(idsOf(records))
    expect(watch.status().losses).toMatchObject([{ lost: 'database', broughtBack: 450, missing: 0 }])
    expect(phone.sentinel.read()).toMatchObject({
      unsent: 450,
      incidents: [{ kind: 'database-lost', broughtBack: 450 }],
    })
    expect(await store.unsent(petition, 1000)).toHaveLength(450)
  })

  test('says it although the first try to bring back fails', async () => {
    const phone = phoneOnDisk()
    await phone.keep(await recordsOf(newRun(), 3))
    phone.close()
    phone.loseDatabase()
    let isFull = true
    phone.database().entries.hook('creating', () => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
    })
    await expect(phone.start()).rejects.toThrow()
    expect(phone.sentinel.read()?.incidents).toEqual([])
    isFull = false
    const { watch } = await phone.start()
    expect(watch.status().losses).toMatchObject([{ lost: 'database', broughtBack: 3, missing: 0 }])
    expect(phone.sentinel.read()?.incidents).toMatchObject([{ kind: 'database-lost', broughtBack: 3 }])
  })

  test('A1 brings back nothing that was called not saved and that nobody can take back', async () => {
    const phone = phoneOnDisk()
    const records = await recordsOf(newRun(), 3)
    await phone.keep(records)
    const doubted = records[2]?.entry.id
    if (doubted === undefined) throw new Error('three were made')
    ;(await phone.start()).doubts.add(doubted)
    phone.close()
    phone.loseDatabase()
    const { check } = await phone.start()
    await check.compare()
    expect(await idsIn(phone.database())).toEqual(idsOf(records.slice(0, 2)))
    // The page was alive, and has put back who this phone is.
    await phone.database().table('memberships').put({ petition, device: records[2]?.entry.device })
    await check.compare()
    expect(await idsIn(phone.database())).toEqual(idsOf(records))
  })

  test('says it once: the next start finds all well', async () => {
    const phone = phoneOnDisk()
    await phone.keep(await recordsOf(newRun(), 3))
    phone.close()
    phone.loseDatabase()
    await phone.start()
    await joined(phone.database())
    phone.close()
    const { watch, check } = await phone.start()
    await check.compare()
    expect(watch.status().losses).toEqual([])
    expect(phone.sentinel.read()?.incidents).toHaveLength(1)
  })

  test('without a sentinel too, where the files remember', async () => {
    const phone = phoneOnDisk()
    await phone.keep(await recordsOf(newRun(), 3))
    phone.close()
    phone.loseDatabase()
    const { watch } = await phone.start({ sentinel: createMemorySentinel() })
    expect(watch.status().losses).toMatchObject([{ lost: 'database', broughtBack: 3 }])
  })

  test('brings back what a torn tail took, however it looks healthy', async () => {
    const phone = phoneOnDisk()
    const records = await recordsOf(newRun(), 5)
    await phone.keep(records)
    await phone.database().entries.bulkDelete(records.slice(3).map(({ entry }) => entry.id))
    phone.close()
    const { watch, check } = await phone.start()
    await check.compare()
    expect(await idsIn(phone.database())).toEqual(idsOf(records))
    expect(watch.status().losses).toMatchObject([{ lost: 'database', broughtBack: 2 }])
  })

  test('writes the files again when they are gone, so that there are two copies', async () => {
    const phone = phoneOnDisk()
    const records = await recordsOf(newRun(), 4)
    await phone.keep(records)
    phone.close()
    phone.loseFiles()
    const { watch, check } = await phone.start()
    await check.compare()
    const written = await createMemoryJournalFiles(phone.disk).read()
    expect(idsOf(written)).toEqual(idsOf(records))
    expect(watch.status().losses).toMatchObject([{ lost: 'files', broughtBack: 4 }])
  })

  test('writes again the records of a file whose tail was torn', async () => {
    const phone = phoneOnDisk()
    const records = await recordsOf(newRun(), 4)
    await phone.keep(records)
    phone.close()
    for (const [name, { bytes }] of phone.disk.files) {
      phone.disk.files.set(name, { bytes: bytes.slice(0, -9), flushed: bytes.length - 9 })
    }
    const { check } = await phone.start()
    await check.compare()
    expect(idsOf(await createMemoryJournalFiles(phone.disk).read())).toEqual(idsOf(records))
  })

  test('says how many were unsent when both are gone', async () => {
    const phone = phoneOnDisk()
    const { check } = await phone.start()
    check.remember(() => ({ unsent: 9 }))
    phone.close()
    phone.loseDatabase()
    phone.loseFiles()
    const { watch } = await phone.start()
    expect(watch.status().losses).toMatchObject([{ lost: 'both', broughtBack: 0, missing: 9 }])
  })

  test('finds the doubts of every tab, not only of the one that doubted last', async () => {
    const phone = phoneOnDisk()
    const [first, second] = (await recordsOf(newRun(), 2)).map(({ entry }) => entry.id)
    if (!first || !second) throw new Error('two were made')
    const [one, other] = [await phone.start(), await phone.start()]
    one.doubts.add(first)
    other.doubts.add(second)
    expect((await phone.start()).doubts.all()).toEqual([first, second])
    other.doubts.remove(second)
    expect((await phone.start()).doubts.all()).toEqual([first])
  })

  test('leaves alone what is as young as a save that is under way', async () => {
    const phone = phoneOnDisk()
    const [record] = await recordsOf(newRun(), 1)
    if (!record) throw new Error('one was made')
    const { check, files, watch } = await phone.start()
    await files?.append({ ...record, savedAt: phone.time.now })
    await check.compare()
    expect(await phone.database().entries.count()).toBe(0)
    phone.time.now += 11_000
    await check.compare()
    expect(await phone.database().entries.count()).toBe(1)
    expect(watch.status().losses).toHaveLength(1)
  })

  test('looks once more at what was too young, because the page that saved it may be gone', async () => {
    const phone = phoneOnDisk()
    const [record] = await recordsOf(newRun(), 1)
    if (!record) throw new Error('one was made')
    let pass = () => undefined as unknown
    const clock = { ...phone.clock, sleep: () => new Promise<void>((resolve) => (pass = resolve)) }
    const { check, files } = await phone.start({ clock })
    await files?.append({ ...record, savedAt: phone.time.now })
    await check.compare()
    phone.time.now += 20_000
    pass()
    await expect.poll(() => phone.database().entries.count()).toBe(1)
  })

  test('J2 brings back what a clock that was wrong has dated years ahead', async () => {
    const phone = phoneOnDisk()
    const [record] = await recordsOf(newRun(), 1)
    if (!record) throw new Error('one was made')
    const { check, files } = await phone.start()
    await files?.append({ ...record, savedAt: phone.time.now + 8 * 365 * 24 * 60 * 60 * 1000 })
    await check.compare()
    expect(await phone.database().entries.count()).toBe(1)
  })

  test('goes on with one copy where the browser has no files', async () => {
    const phone = phoneOnDisk()
    const { watch, check } = await phone.start({ files: undefined })
    await check.compare()
    expect(watch.status()).toMatchObject({ copies: 1, hasFiles: false, losses: [] })
  })

  test('tries once more on a database that does not open, then gives up', async () => {
    const phone = phoneOnDisk()
    const inner = createDexieStore(phone.database())
    let failures = 1
    const store: PhoneStore = {
      ...inner,
      check: async () => {
        failures -= 1
        if (failures >= 0) throw new DOMException('Internal error', 'UnknownError')
        return inner.check()
      },
    }
    await phone.start({ store })
    failures = 2
    await expect(phone.start({ store })).rejects.toThrow('Internal error')
  })

  test('removes files only of runs that are over, received and in the server’s backup', async () => {
    const phone = phoneOnDisk()
    const [covered, received] = [await recordsOf(newRun(), 2), await recordsOf(newRun(), 2)]
    const store = await phone.keep([...covered, ...received])
    const word = { epoch: 'epoch-1', durableMark: 7, keyId: covered[0]?.entry.keyId, clockOffsetMs: 0 }
    if (word.keyId === undefined) throw new Error('one was made')
    const receipts = [
      ...covered.map((record) => heldReceipt(keptOf(record), 7)),
      ...received.map((record) => heldReceipt(keptOf(record), 8)),
    ]
    await store.applyPush(petition, pushReplyWith({ receipts }), new Date(phone.time.now))
    await store.applyHello(petition, { ...word, keyId: word.keyId, publicKey: 'B'.repeat(87) })
    phone.close()
    const { check } = await phone.start()
    await check.compare()
    expect(await runsIn(createMemoryJournalFiles(phone.disk))).toEqual([received[0]?.entry.run])
  })

  test('J1 keeps the file of a run whose last entry is in it alone, and too young to be brought back', async () => {
    const phone = phoneOnDisk()
    const run = newRun()
    const [first, last] = await recordsOf(run, 2)
    if (!first || !last) throw new Error('two were made')
    const store = await phone.keep([first])
    const receipts = [heldReceipt(keptOf(first), 7)]
    await store.applyPush(petition, pushReplyWith({ receipts }), new Date(phone.time.now))
    const { keyId } = first.entry
    const word = { epoch: 'epoch-1', durableMark: 7, keyId, publicKey: 'B'.repeat(87), clockOffsetMs: 0 }
    await store.applyHello(petition, word)
    // The database did not take it, and the power went before it was written again.
    const page = createMemoryJournalFiles(phone.disk)
    await page.append({ ...last, savedAt: phone.time.now })
    page.close()
    phone.close()
    const { check } = await phone.start()
    await check.compare()
    expect(await runsIn(createMemoryJournalFiles(phone.disk))).toEqual([run])
  })
})

describe('J4 while the app runs', () => {
  test('a database that was cleared under it is filled again, with what only this page holds', async () => {
    const phone = phoneOnDisk()
    const storage = await phone.start()
    const reopenings: boolean[] = []
    storage.onReopened(async (isLost) => {
      reopenings.push(isLost)
    })
    const records = await recordsOf(newRun(), 3)
    for (const record of records) await storage.copies.keep(keptOf(record), {})
    // As "clear site data" does: everything goes, and an empty database takes its place.
    await Promise.all(phone.database().tables.map((table) => table.clear()))
    phone.loseFiles()
    await storage.check.again()
    expect(await idsIn(phone.database())).toEqual(idsOf(records))
    expect(reopenings).toEqual([true])
    expect(storage.watch.status().losses).toMatchObject([{ broughtBack: 3 }])
  })

  test('a connection that died is opened again, and the call made once more', async () => {
    const phone = phoneOnDisk()
    const inner = createDexieStore(phone.database())
    const failures = ['UnknownError', undefined, 'InvalidStateError', 'InvalidStateError']
    const store: PhoneStore = {
      ...inner,
      unsent: async (...given) => {
        const name = failures.shift()
        if (name !== undefined) throw new DOMException('Connection to Indexed Database server lost', name)
        return inner.unsent(...given)
      },
    }
    const storage = await phone.start({ store })
    const reopenings: boolean[] = []
    storage.onReopened(async (isLost) => {
      reopenings.push(isLost)
    })
    expect(await storage.store.unsent(petition, 10)).toEqual([])
    expect(reopenings).toEqual([false])
    await expect(storage.store.unsent(petition, 10)).rejects.toThrow('server lost')
    expect(reopenings).toEqual([false, false])
  })

  test('a screen whose query was cut short is asked again', async () => {
    const phone = phoneOnDisk()
    const { check } = await phone.start()
    const shown: number[] = []
    let isFirst = true
    const screen = liveQuery(async () => {
      if (isFirst) {
        isFirst = false
        throw new Dexie.DatabaseClosedError()
      }
      return phone.database().entries.count()
    }).subscribe((count) => shown.push(count))
    await expect.poll(() => isFirst).toBe(false)
    await check.again()
    await expect.poll(() => shown).toEqual([0])
    screen.unsubscribe()
  })

  test('a write that was refused is not tried again behind the caller’s back', async () => {
    const phone = phoneOnDisk()
    const inner = createDexieStore(phone.database())
    let calls = 0
    const store: PhoneStore = {
      ...inner,
      addEntry: async () => {
        calls += 1
        throw new DOMException('no room', 'QuotaExceededError')
      },
    }
    const storage = await phone.start({ store })
    const [record] = await recordsOf(newRun(), 1)
    if (!record) throw new Error('one was made')
    await expect(storage.store.addEntry(keptOf(record), {})).rejects.toThrow('no room')
    expect(calls).toBe(1)
  })
})

describe('J4 what the server is told', () => {
  test('is each incident until it has it, in how many places a save stands, and since when something waits', async () => {
    const phone = phoneOnDisk()
    await phone.keep(await recordsOf(newRun(), 2))
    phone.close()
    phone.loseDatabase()
    const storage = await phone.start()
    const reporter = storage.reporterFor(petition)
    const report = await reporter.read()
    expect(report).toMatchObject({ copies: 2, clockOffsetMs: null, incidents: [{ kind: 'database-lost' }] })
    expect(report.oldestUnsentAt).toMatch(/^2026-11-/)
    storage.watch.failed('files')
    await reporter.received(report)
    expect(await reporter.read()).toMatchObject({
      copies: 1,
      incidents: [{ kind: 'file-failed', broughtBack: 0 }],
    })
  })

  test('is never more than a report holds', async () => {
    const phone = phoneOnDisk()
    const storage = await phone.start()
    for (let n = 0; n < 30; n += 1) {
      storage.watch.lost({ lost: 'files', broughtBack: n, missing: 0 })
      phone.time.now += 1
    }
    const { incidents } = await storage.reporterFor(petition).read()
    expect(incidents.map(({ broughtBack }) => broughtBack)).toEqual(
      Array.from({ length: 20 }, (_, place) => place + 10),
    )
  })
})
