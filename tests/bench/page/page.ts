/** In the browser: times the phone's own modules. The runner calls `window.bench`. */
import Dexie, { liveQuery } from 'dexie'
import { PhoneDatabase } from '#device/database.ts'
import { readStreetsPage, type StreetsPage } from '#device/reads.ts'
import type { BenchPort } from './bench-port.ts'
import { type BenchPhone, fillPhone, openPhone, petition } from './phone.ts'
import { openRaw } from './raw-store.ts'

const WARM_UP = 20
/** Between two saves, as nobody signs without a pause; also lets the writes of the one before settle. */
const PAUSE_MS = 15

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS))

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const isTotal = (page: StreetsPage | undefined, onPhones: number) => page?.total.onPhones === onPhones

/** Calls back with each state of the first screen, as its live query does. */
const watch = (db: PhoneDatabase, see: (page: StreetsPage | undefined) => void) =>
  liveQuery(() => readStreetsPage(db, petition)).subscribe(see)

const bench: BenchPort = {
  fill: (name, rows, streets = 40) => fillPhone(name, rows, streets),

  async save(name, count) {
    const phone = await openPhone(name)
    const raw = await openRaw(`${name}-raw`, await phone.db.entries.toArray())
    const saves: number[] = []
    const raws: number[] = []
    for (let place = 0; place < count + WARM_UP; place += 1) {
      const save = phone.signature(place)
      await pause()
      const begun = performance.now()
      const kept = await save()
      const saved = performance.now() - begun
      await pause()
      const put = await timed(() => raw.put(kept))
      if (place < WARM_UP) continue
      saves.push(saved)
      raws.push(put)
    }
    phone.db.close()
    await raw.remove()
    return { saves, raws }
  },

  async firstTally(name) {
    const db = new PhoneDatabase(name)
    await db.open()
    const begun = performance.now()
    const ms = await new Promise<number>((resolve) => {
      const watching = watch(db, () => {
        resolve(performance.now() - begun)
        queueMicrotask(() => watching.unsubscribe())
      })
    })
    db.close()
    return ms
  },

  async tallyUpdates(name, count) {
    const phone = await openPhone(name)
    let see: (page: StreetsPage | undefined) => void = () => {}
    const first = await new Promise<StreetsPage | undefined>((resolve) => {
      see = resolve
      watch(phone.db, (page) => see(page))
    })
    const before = first?.total.onPhones ?? 0
    const times: number[] = []
    for (let place = 1; place <= count + WARM_UP; place += 1) {
      const save = phone.signature(place)
      await pause()
      const seen = new Promise<number>((resolve) => {
        see = (page) => isTotal(page, before + place) && resolve(performance.now())
      })
      await save()
      const saved = performance.now()
      const shown = await seen
      if (place > WARM_UP) times.push(Math.max(0, shown - saved))
    }
    phone.db.close()
    return times
  },

  async push(name) {
    const phone = await openPhone(name)
    const spent = await pushAll(phone)
    phone.db.close()
    return spent
  },

  async remove(name) {
    await Dexie.delete(name)
  },
}

async function pushAll({ store }: BenchPhone): Promise<Record<string, number>> {
  const spent = { unsent: 0, byStreet: 0, state: 0, applied: 0, pushes: 0 }
  for (let received = 1; ; received += 1) {
    let begun = performance.now()
    const lap = (name: keyof typeof spent) => {
      const now = performance.now()
      spent[name] += now - begun
      begun = now
    }
    const entries = await store.unsent(petition, 256)
    lap('unsent')
    if (entries.length === 0) return spent
    await store.unsentByStreet(petition, entries)
    lap('byStreet')
    await store.syncState(petition)
    lap('state')
    const receipts = entries.map(({ entry: { id, hash } }) => ({
      id,
      hash,
      state: 'held' as const,
      received,
    }))
    const tallies = { asOf: 1 + received, streets: [] }
    const reply = { version: 2, nonce: '', epoch: 'epoch-1', durableMark: 0, receipts, tallies }
    await store.applyPush(petition, reply, new Date())
    lap('applied')
    spent.pushes += 1
  }
}

window.bench = bench
