/**
 * The faults that every engine allows, on its own storage: kills, two tabs,
 * foreign replies, clocks. `npm run test:faults` does more of them, and worse,
 * to Chromium. Where an engine has no second place for a copy, it is the one
 * copy that is tested.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { seeded } from '#server/demo/seeded.ts'
import { inviteMember } from '#wire/members.ts'
import { type Build, buildLab } from '../faults/lab/build.ts'
import { createLedger, type Ledger } from '../faults/lab/ledger.ts'
import { type Link, page, startLink, straight } from '../faults/lab/link.ts'
import { type LabPetition, setUpPetition } from '../faults/lab/petition.ts'
import { readTruth, type Truth } from '../faults/lab/truth.ts'
import { createStorm, pause } from '../faults/lab/weather.ts'
import type { Engine } from '../tools/engines/engine.ts'
import { enginesHere } from '../tools/engines/engines.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { createGatherer, type Gatherer, type Tab } from './actors/gatherer.ts'

let build: Build

beforeAll(async () => {
  build = await buildLab()
})

afterAll(() => build?.remove())

for (const engine of enginesHere('the faults')) describe(`in ${engine.name}`, () => breakThings(engine))

function breakThings(engine: Engine): void {
  const dataDir = mkdtempSync(join(tmpdir(), 'petition-pack-faults-'))
  const dice = seeded(Date.now() % 1_000_000)
  const ledger: Ledger = createLedger()
  let server: ServerProcess
  let link: Link
  let petition: LabPetition
  let phone: Gatherer
  let tab: Tab

  beforeAll(async () => {
    server = await startServerProcess({ main: build.main, dataDir })
    link = await startLink(() => server.url, build.page)
    petition = await setUpPetition(() => server.url, server.organiserCode())
    phone = await createGatherer(engine, link.url, ledger.hear)
    tab = await phone.openTab()
    await tab.open()
    const { code } = await petition.organiser.call(inviteMember, {
      params: { petition: petition.id },
      body: {
        name: 'Vic Volunteer',
        role: 'volunteer',
        streets: [...new Set(petition.doors.map(({ street }) => street))],
      },
    })
    await tab.join(code)
  })

  beforeEach(() => {
    link.way = straight
  })

  afterAll(async () => {
    await phone?.leave()
    await link?.close()
    await server?.remove()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function openTab(): Promise<Tab> {
    const opened = await phone.openTab()
    await opened.open()
    await opened.gather()
    return opened
  }

  /** After a loss, what had been sent may be among it: the copies know nothing of receipts, and it is sent again (S1). */
  const unsent = async () =>
    (await tab.look()).entries.filter(({ state }) => state === 'unsent').map(({ id }) => id)

  const lastSaved = (n: number) => ledger.saved.slice(-n).map(({ id }) => id)

  /** Everything is sent, and what was called saved has one effect. */
  async function reckon(): Promise<Truth> {
    expect(await tab.settle(40_000)).toBe(0)
    await server.stop()
    const truth = await readTruth({ dataDir, databaseUrl: undefined }, petition.id)
    await server.start()
    const { acknowledged, lost, doubled } = ledger.reckon(truth, new Set())
    expect(acknowledged).toBeGreaterThan(0)
    expect({ lost, doubled, aside: [...truth.aside.values()] }).toEqual({ lost: [], doubled: [], aside: [] })
    return truth
  }

  test('J1 a browser killed in mid-save has everything that was called saved', async () => {
    for (let trial = 0; trial < 3; trial += 1) {
      tab.work(0)
      await pause(300 + dice.below(500))
      await phone.killAndRestart()
      const known = ledger.saved.flatMap(({ id }) => id ?? [])
      tab = await openTab()
      const kept = new Set<string>((await tab.look()).entries.map(({ id }) => id))
      expect(known.filter((id) => !kept.has(id))).toEqual([])
    }
    await reckon()
  })

  test('S6 two tabs gather and send at once, and one is closed in mid-save', async () => {
    const other = await openTab()
    tab.work(5)
    other.work(5)
    await pause(1_500)
    await other.screen.close()
    await tab.rest()
    await reckon()
  })

  test('S2 a hotel that answers everything itself changes nothing, and bad weather loses nothing', async () => {
    link.way = async () => ({ is: 'whole', reply: page(200, '<h1>Welcome to Free Wi-Fi</h1>') })
    await tab.save(6)
    await tab.settle(1_500)
    // Beside them there may be one more: of the tab that was closed in mid-save, brought back from its file.
    expect(await unsent()).toEqual(expect.arrayContaining(lastSaved(6)))
    const storm = createStorm(dice)
    link.way = storm.way
    tab.work(20)
    await pause(3_000)
    await tab.rest()
    await storm.settle()
    link.way = straight
    await reckon()
  })

  test('J2 a clock that jumps years is kept as evidence and orders nothing', async () => {
    const years = ['1970', '2019', '2038']
    for (const year of years) {
      await tab.screen.evaluate((time) => {
        const Real = Date
        const shift = new Real(time).getTime() - Real.now()
        window.Date = class extends Real {
          constructor(...given: [] | [number | string | Date]) {
            super(given.length === 0 ? Real.now() + shift : given[0])
          }
          static override now = () => Real.now() + shift
        } as DateConstructor
      }, `${year}-06-01T00:00:00Z`)
      await tab.save(4)
    }
    const { entries } = await reckon()
    const arrived = new Set([...entries.values()].map(({ madeAt }) => madeAt.slice(0, 4)))
    expect(years.filter((year) => !arrived.has(year))).toEqual([])
  })

  test('J4 a person who clears the site’s data under the page loses nothing that was called saved', async () => {
    link.way = async ({ path }) =>
      path === '/api/clear'
        ? {
            is: 'whole',
            reply: { status: 200, headers: { 'clear-site-data': '"storage"' }, body: Buffer.alloc(0) },
          }
        : { is: 'broken' }
    await tab.save(3)
    await tab.screen.evaluate(async () => {
      await fetch('/api/clear')
    })
    await expect.poll(unsent, { timeout: 20_000 }).toEqual(expect.arrayContaining(lastSaved(3)))
    // The streets went too, and come back with the connection.
    link.way = straight
    await tab.save(3)
    await phone.killAndRestart()
    tab = await openTab()
    await reckon()
  })

  // Firefox on a busy machine once did not answer that the database was deleted: asked again, in a fresh page.
  test('J4 a database that went while the app was closed comes back from the files, or is known to be lost', {
    timeout: 60_000,
    retry: 2,
  }, async () => {
    link.way = async () => ({ is: 'broken' })
    await tab.save(3)
    // The sentinel counts a second after the save.
    await pause(1_500)
    await phone.killAndRestart()
    // The page is there, and has not opened the phone yet.
    tab = await phone.openTab()
    const hasFiles = await tab.screen.evaluate(async () => {
      for (const { name = '' } of await indexedDB.databases()) {
        await new Promise((resolve) => {
          indexedDB.deleteDatabase(name).onsuccess = resolve
        })
      }
      return typeof navigator.storage?.getDirectory === 'function'
    })
    await tab.open()
    expect(await unsent()).toEqual(hasFiles ? expect.arrayContaining(lastSaved(3)) : [])
    const note = await tab.screen.evaluate(() => localStorage.getItem('petition-pack') ?? '')
    expect(JSON.parse(note).incidents).toContainEqual(expect.objectContaining({ kind: 'database-lost' }))
  })
}
