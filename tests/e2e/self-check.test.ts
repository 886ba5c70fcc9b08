/** J4 in a real Chromium: the storage is cleared under the page, or between two starts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChromium } from '../tools/chromium.ts'
import { newRun, recordsOf } from '../tools/intact-records.ts'
import { type PageServer, startPageServer } from '../tools/page-server.ts'
import type {} from './pages/phone-storage.ts'

const profile = mkdtempSync(join(tmpdir(), 'petition-pack-check-'))
let server: PageServer
let browser: BrowserContext

beforeAll(async () => {
  server = await startPageServer()
  browser = await openChromium(profile)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(profile, { recursive: true, force: true })
})

async function openStorage(): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(server.urlOf('phone-storage.html'))
  await page.waitForFunction(() => window.storagePage !== undefined)
  return page
}

async function clear(page: Page, storageTypes: string): Promise<void> {
  const devtools = await browser.newCDPSession(page)
  await devtools.send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes })
}

const save = async (page: Page, count: number) =>
  page.evaluate((records) => window.storagePage?.save(records), await recordsOf(newRun(), count))
const shown = (page: Page) => page.evaluate(() => window.storagePage?.shown())
const losses = (page: Page) =>
  page.evaluate(() =>
    window.storagePage?.status().losses.map(({ lost, broughtBack }) => ({ lost, broughtBack })),
  )

test('J4 a database that is cleared under the page comes back from the files, and the screen with it', async () => {
  const page = await openStorage()
  await save(page, 12)
  await expect.poll(() => shown(page)).toEqual({ entries: 12, settings: 1 })
  await clear(page, 'indexeddb')
  await expect.poll(() => losses(page)).toEqual([{ lost: 'database', broughtBack: 12 }])
  await expect.poll(() => shown(page)).toEqual({ entries: 12, settings: 0 })
  await save(page, 1)
  await expect.poll(() => shown(page)).toMatchObject({ entries: 13 })
  expect(await page.evaluate(() => window.storagePage?.inFiles())).toBe(13)
  await page.close()
})

test('J4 where all of it is cleared under the page, the page gives back what it saved itself', async () => {
  const page = await openStorage()
  await save(page, 5)
  await clear(page, 'all')
  // A browser takes seconds to clear all of it, and to open anew.
  await expect.poll(() => losses(page), { timeout: 20_000 }).toMatchObject([{ broughtBack: 5 }])
  await expect.poll(() => shown(page)).toMatchObject({ entries: 5 })
  await save(page, 1)
  await expect.poll(() => shown(page)).toMatchObject({ entries: 6 })
  await page.close()
})

test('J4 a database that is lost between two starts comes back before the first screen', async () => {
  const page = await openStorage()
  const before = (await page.evaluate(() => window.storagePage?.entries())) ?? 0
  await save(page, 7)
  // The page is elsewhere, so nothing of ours sees the loss.
  await page.goto('about:blank')
  await clear(page, 'indexeddb')
  await page.goto(server.urlOf('phone-storage.html'))
  await page.waitForFunction(() => window.storagePage !== undefined)
  const inFiles = await page.evaluate(() => window.storagePage?.inFiles())
  expect(await page.evaluate(() => window.storagePage?.entries())).toBe(inFiles)
  expect(inFiles).toBeGreaterThanOrEqual(7)
  expect(before).toBeGreaterThan(0)
  expect(await losses(page)).toEqual([{ lost: 'database', broughtBack: inFiles }])
  await page.close()
})
