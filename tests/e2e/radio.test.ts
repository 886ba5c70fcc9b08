/**
 * How often a phone uses its radio in a session of two hours: the real app in
 * Chromium, the real server, and a clock that is put forward. 40 knocks and 10
 * signatures in bursts; between them the phone lies in the hand, then in the
 * pocket. Whatever goes out of the page is counted.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doorText, outcomeTexts } from '../../src/ui/volunteer/streets/text.ts'
import { openChromium } from '../tools/chromium.ts'
import { signingText as text } from '../tools/english-texts.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { join as joinPetition, passReadyCheck } from './actors/volunteer.ts'
import { createFinger, type Finger } from './finger.ts'

const BURSTS = 10
const KNOCKS = 4
/** Half of what there is between two bursts: 10 × (6 + 6) minutes are two hours. */
const STRETCH_MS = 6 * 60_000

/** Hello, push, pull: what one save may cost. */
const PER_SAVE = 3
/** Hello and pull, for what others did meanwhile. */
const PER_LOOK = 2

let server: ServerProcess
let context: BrowserContext
let page: Page
let finger: Finger
const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))

/** Method and path, without ids. */
let asked: string[] = []
const underWay = new Set<Request>()

beforeAll(async () => {
  server = await startServerProcess({ args: ['demo'] })
  context = await openChromium(profile, { hasTouch: true, isMobile: true, locale: 'en-GB' })
  context.setDefaultTimeout(8_000)
  page = context.pages()[0] ?? (await context.newPage())
  finger = await createFinger(page)
  context.on('request', (request) => underWay.add(request))
  // What the service worker answers from the phone itself needs no radio.
  context.on('response', (response) => {
    if (!response.fromServiceWorker()) note(response.request())
  })
  context.on('requestfinished', (request) => underWay.delete(request))
  context.on('requestfailed', (request) => {
    note(request)
    underWay.delete(request)
  })
})

afterAll(async () => {
  await context?.close()
  await server?.remove()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

const note = (request: Request) =>
  asked.push(`${request.method()} ${new URL(request.url()).pathname.replace(/[0-9a-f-]{36}/g, '…')}`)

describe('S4 a session of two hours', () => {
  test('asks at most three times for a save, twice for a look at the phone, and never by itself', async () => {
    await page.clock.install()
    await joinPetition(
      page,
      server.url,
      /volunteer [^\n]*\/join#([0-9A-Z]+)/.exec(server.stdout())?.[1] ?? '',
    )
    await passReadyCheck(page)
    const doors = await doorsToVisit()
    expect(doors.length).toBeGreaterThanOrEqual(BURSTS * (KNOCKS + 1))
    await quiet()

    let saves = 0
    for (let burst = 0; burst < BURSTS; burst += 1) {
      asked = []
      for (let knock = 0; knock < KNOCKS; knock += 1) {
        await visit(doors[saves])
        await page.getByRole('button', { name: outcomeTexts['no-answer'], exact: true }).tap()
        await page.waitForFunction((from) => location.pathname !== from, doors[saves] ?? '')
        saves += 1
        await sent()
        await page.clock.runFor(20_000)
      }
      await visit(doors[saves])
      await sign(`Made-up Signer ${burst}`)
      saves += 1
      await sent()
      expect(asked.filter((each) => each.startsWith('POST')).length).toBeLessThanOrEqual(KNOCKS + 1)
      expect(asked.length).toBeLessThanOrEqual(PER_SAVE * (KNOCKS + 1))
      // What is sent was sent: nothing is left for later.
      expect(asked.length).toBeGreaterThanOrEqual(PER_SAVE)

      // In the hand, and nobody touches it.
      asked = []
      await page.clock.runFor(STRETCH_MS)
      await quiet()
      expect(asked).toEqual([])

      // In the pocket, and out of it again.
      await turnVisible('hidden')
      await page.clock.runFor(STRETCH_MS)
      await quiet()
      expect(asked).toEqual([])
      await turnVisible('visible')
      await quiet()
      expect(asked.length).toBeLessThanOrEqual(PER_LOOK)
    }
    expect(saves).toBe(BURSTS * (KNOCKS + 1))
  }, 400_000)
})

/** The doors of all streets that nobody has been at, by their addresses. */
async function doorsToVisit(): Promise<string[]> {
  const home = new URL(/\/p\/[0-9a-f-]+/.exec(page.url())?.[0] ?? '', server.url).href
  await page.goto(home)
  const link = page.locator('li > a[href*="/streets/"]')
  await link.first().waitFor()
  const streets = await link.evaluateAll((links) => links.map((each) => each.getAttribute('href') ?? ''))
  const doors: string[] = []
  for (const street of streets) {
    await page.goto(new URL(street, server.url).href)
    const door = page.locator('a[data-door]')
    await door.first().waitFor()
    doors.push(
      ...(await door.evaluateAll((lines) =>
        lines
          .filter((line) => !/Done|Do not knock|Tried/.test(line.textContent ?? ''))
          .map((line) => line.getAttribute('href') ?? ''),
      )),
    )
  }
  return doors
}

/** As a link inside of the app: nothing is loaded again. */
async function visit(door: string | undefined): Promise<void> {
  // The second tap of a double tap would be ignored.
  await new Promise((resolve) => setTimeout(resolve, 600))
  await page.evaluate((to) => history.pushState(null, '', to), door ?? '')
  await page.getByRole('link', { name: doorText.sign, exact: true }).waitFor()
  await page.waitForFunction((to) => location.pathname === to, door ?? '')
}

async function sign(name: string): Promise<void> {
  await page.getByRole('link', { name: doorText.sign, exact: true }).tap()
  await page.getByRole('button', { name: text.handOver }).tap()
  await page.getByLabel(text.name, { exact: true }).fill(name)
  await page.getByLabel(text.postcode, { exact: true }).fill('RM10 8ZZ')
  await page.getByRole('radio').first().tap()
  await page.getByRole('button', { name: text.signTyped }).tap()
  await page.getByText(text.thanksWords).waitFor()
  await finger.hold(page.getByRole('button', { name: text.hold }))
  await page.getByText(text.anotherPerson).waitFor()
}

/** A save waits a moment for others before it is sent; and a request under way would find its time over. */
async function sent(): Promise<void> {
  await page.clock.runFor(1_000)
  await quiet()
}

/** Nothing on its way, and nothing following it. */
async function quiet(): Promise<void> {
  let calm = 0
  while (calm < 3) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    calm = underWay.size === 0 ? calm + 1 : 0
  }
}

/** As when the screen is switched off, and on again. */
async function turnVisible(state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((to) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => to })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, state)
}
