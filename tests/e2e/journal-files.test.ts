/** The real worker over the real file system of an origin, killed for real. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JournalFiles, JournalRecord } from '#device/ports.ts'
import { describeJournalFiles } from '../device/journal-files-contract.ts'
import { openChromium } from '../tools/chromium.ts'
import { newRun, recordsOf, runsIn } from '../tools/intact-records.ts'
import { killBrowser } from '../tools/kill-browser.ts'
import { type PageServer, startPageServer } from '../tools/page-server.ts'
import type {} from './pages/journal-files.ts'

const profile = mkdtempSync(join(tmpdir(), 'petition-pack-files-'))
let server: PageServer
let browser: BrowserContext | undefined

beforeAll(async () => {
  server = await startPageServer()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(profile, { recursive: true, force: true })
})

async function openTab(): Promise<Page> {
  browser ??= await openChromium(profile)
  const page = await browser.newPage()
  await page.goto(server.urlOf('journal-files.html'))
  await page.waitForFunction(() => window.journalPage !== undefined)
  return page
}

async function kill(): Promise<void> {
  await killBrowser(profile)
  browser = undefined
}

/** Appends that are given together reach the page together. */
function filesOf(page: Page): JournalFiles {
  let together: JournalRecord[] = []
  let sent: Promise<void> | undefined
  return {
    append(record) {
      together.push(record)
      sent ??= Promise.resolve().then(() => {
        const records = together
        together = []
        sent = undefined
        return page.evaluate(async (given) => {
          await Promise.all(given.map((each) => window.journalPage?.files.append(each)))
        }, records)
      })
      return sent
    },
    read: () => page.evaluate(() => window.journalPage?.files.read() ?? []),
    runs: () => page.evaluate(() => window.journalPage?.files.runs() ?? []),
    remove: (...given) =>
      page.evaluate(([runs, evenOwn]) => window.journalPage?.files.remove(runs, evenOwn), given),
  }
}

describeJournalFiles('in the file system of a Chromium', async () => ({
  open: async () => filesOf(await openTab()),
  kill,
  async spoil(run, how) {
    const page = await openTab()
    for (const name of await namesOf(page)) {
      const bytes = await bytesOf(page, name)
      if (!Buffer.from(bytes).includes(run)) continue
      const spoilt = 'cut' in how ? bytes.slice(0, -how.cut) : [...bytes, ...how.add]
      await page.evaluate((given) => window.journalPage?.put(...given), [name, spoilt] as const)
    }
    await page.close()
  },
}))

const namesOf = async (page: Page) => (await page.evaluate(() => window.journalPage?.names())) ?? []

const bytesOf = async (page: Page, name: string) =>
  (await page.evaluate((given) => window.journalPage?.bytes(given), name)) ?? []

test('J1 no file is made after the first start, and none is removed: a browser may forget the name of a new one', async () => {
  await kill()
  const first = await openTab()
  await filesOf(first).read()
  const names = await namesOf(first)
  for (const page of [first, await openTab(), await openTab()]) {
    const [one, other] = await recordsOf(newRun(), 2)
    if (!one || !other) throw new Error('two were made')
    await filesOf(page).append(one)
    await filesOf(page).append(other)
    await filesOf(page).remove([one.entry.run], 'even-own')
  }
  await kill()
  const again = await openTab()
  await filesOf(again).remove(await runsIn(filesOf(again)))
  expect(await filesOf(again).runs()).toEqual([])
  expect((await namesOf(again)).sort()).toEqual(names.sort())
})

test('J1 a worker that dies is replaced, and nothing that it wrote is lost', async () => {
  const page = await openTab()
  const written = await recordsOf(newRun(), 3)
  const files = filesOf(page)
  const [first, second, third] = written
  if (!first || !second || !third) throw new Error('three were made')
  await files.append(first)
  const worker = page.workers()[0]
  // As a phone does that runs out of memory.
  await worker?.evaluate(() => self.close()).catch(() => undefined)
  const outcome = await files.append(second).then(
    () => 'kept',
    () => 'not kept',
  )
  expect(outcome).toBe('not kept')
  await files.append(second)
  await files.append(third)
  const run = first.entry.run
  const read = (await files.read()).filter(({ entry }) => entry.run === run)
  expect(read.map(({ entry }) => entry.seq).sort()).toEqual([1, 2, 3])
  expect((await runsIn(files)).filter((each) => each === run)).toHaveLength(1)
})
