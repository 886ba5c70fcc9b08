/**
 * A volunteer before, on and after a walk, in a real Chromium with touch, and
 * with neither network nor server once the app is on the phone. Each step goes
 * on from the one before.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installText, wayTexts } from '../../src/ui/volunteer/install/text.ts'
import { knockersText } from '../../src/ui/volunteer/knockers/text.ts'
import { readyText } from '../../src/ui/volunteer/ready/text.ts'
import { aidsText, backByText, checkInText, leaveText } from '../../src/ui/volunteer/safety/text.ts'
import { cardText, scriptText } from '../../src/ui/volunteer/script/text.ts'
import { sessionText } from '../../src/ui/volunteer/session/text.ts'
import { undoText } from '../../src/ui/volunteer/streets/text.ts'
import { openChromium } from '../tools/chromium.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { accessibilityProblems } from './actors/person.ts'
import { goOn, join as joinPetition, knock, passReadyCheck } from './actors/volunteer.ts'
import { createFinger, type Finger } from './finger.ts'
import { cutOff, hardToTap } from './page-looks.ts'

// Another one than the app's own example, which is on the disk with the app.
const NUMBER = '020 7946 0733'
const HOUR_MS = 60 * 60 * 1000

let server: ServerProcess
const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))
let context: BrowserContext
let page: Page
let finger: Finger
let petition = ''

async function openBrowser(): Promise<void> {
  context = await openChromium(profile, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
    locale: 'en-GB',
  })
  context.setDefaultTimeout(8_000)
  page = context.pages()[0] ?? (await context.newPage())
  finger = await createFinger(page)
}

beforeAll(async () => {
  server = await startServerProcess({ args: ['demo'] })
  await openBrowser()
  const code = /volunteer [^\n]*\/join#([0-9A-Z]+)/.exec(server.stdout())?.[1] ?? ''
  await joinPetition(page, server.url, code)
  await passReadyCheck(page)
  petition = `${server.url}${/\/p\/[0-9a-f-]+/.exec(page.url())?.[0] ?? ''}`
})

afterAll(async () => {
  await context?.close()
  await server?.remove()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

const title = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const link = (name: string | RegExp) => page.getByRole('link', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })

/** WCAG 2.2 AA; nothing cut off at twice the size of the text; everything big enough for a thumb. */
async function look(): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
  expect(await hardToTap(page)).toEqual([])
}

describe('before the walk', () => {
  test('the ready check leads to the steps for this kind of browser, and to all others', async () => {
    await link(readyText.installHow).tap()
    await title(installText.title)
    await page.getByRole('region', { name: wayTexts['computer-chrome'].name }).waitFor()
    await page.getByText(wayTexts['iphone-safari'].name, { exact: true }).tap()
    await page.getByText(installText.iPhone).first().waitFor()
    await look()
    // From here on there is nothing but the phone.
    await context.setOffline(true)
    await server.kill()
  })

  test('the show-me card and the script are there offline', async () => {
    await page.goto(`${petition}/session`)
    await title(sessionText.title)
    await look()
    await link(cardText.title).tap()
    await title(cardText.title)
    expect(await page.getByRole('definition').count()).toBe(5)
    await look()
    await link(cardText.back).tap()
    await link(aidsText.script).tap()
    await title(scriptText.title)
    await page.getByRole('heading', { level: 3 }).first().waitFor()
    await look()
    await link(scriptText.toSession).tap()
  })

  test('a time to be back is kept, with a number that nobody reads on the disk', async () => {
    await link(backByText.title).tap()
    await title(backByText.title)
    await page.getByLabel(new RegExp(`^${backByText.number}`)).fill(NUMBER)
    await look()
    await button(backByText.set).tap()
    const tell = link(backByText.tell)
    await expect.poll(() => tell.getAttribute('href')).toMatch(/^sms:02079460733\?&body=I%20am%20going%20out/)
    await look()
  })

  test('two knockers are added', async () => {
    await page.goto(`${petition}/knockers`)
    await page.getByLabel(new RegExp(`^${knockersText.label}`)).fill('Ann')
    await button(knockersText.add).tap()
    await button(knockersText.remove('Ann (circle)')).waitFor()
    await button(knockersText.add).tap()
    await button(knockersText.remove('Square')).waitFor()
    await look()
  })
})

describe('on the walk', () => {
  test('F35 who knocks is one tap at the door', async () => {
    await link(knockersText.done).tap()
    await goOn(page)
    await page.getByRole('group', { name: knockersText.who }).waitFor()
    await look()
    await page.getByRole('link', { name: /^Next door: / }).tap()
    await button('Ann (circle)').waitFor()
    await look()
    await knock(page, 'no-answer')
    finger.taps = 0
    await finger.tap(button('Square'))
    await page.getByRole('button', { name: 'Square', exact: true, pressed: true }).waitFor()
    expect(finger.taps).toBe(1)
    await knock(page, 'declined')
    await knock(page, 'no-answer')
  })

  test('the script is one tap from the door, and one back', async () => {
    const door = page.url()
    finger.taps = 0
    await finger.tap(link(aidsText.script))
    await title(scriptText.title)
    await finger.tap(link(scriptText.toDoor))
    await page.waitForURL(door)
    expect(finger.taps).toBe(2)
  })

  test('leaving is one tap, and nothing is noted of it', async () => {
    finger.taps = 0
    await finger.tap(link(aidsText.leave))
    await title(leaveText.title)
    expect(finger.taps).toBe(1)
    expect(await link(leaveText.call('999')).getAttribute('href')).toBe('tel:999')
    await link(leaveText.callBuddy).waitFor()
    await look()
    await link(leaveText.toWalk).tap()
    await page.getByRole('link', { name: /^Next door: / }).waitFor()
  })

  test('after a kill the knocker and the plan are still there, and undo moves the tally', async () => {
    await context.close()
    await openBrowser()
    await context.setOffline(true)
    await page.goto(`${petition}/session`)
    const tallies = page.getByRole('list', { name: knockersText.list })
    await tallies.waitFor()
    const lines = () => tallies.getByRole('listitem').locator('p').allInnerTexts()
    expect(await lines()).toEqual([
      'Ann\n1 knock, 0 signatures, 1 door to go back to',
      'Square\n2 knocks, 0 signatures, 1 door to go back to',
    ])
    await look()
    await page.goto(petition)
    await goOn(page)
    await page.getByRole('link', { name: /^Next door: / }).tap()
    await page.getByRole('button', { name: 'Square', exact: true, pressed: true }).waitFor()
    await knock(page, 'no-answer')
    await button(undoText.undo).tap()
    await expect.poll(() => button(undoText.undo).count()).toBe(0)
    await page.goto(`${petition}/session`)
    await tallies.waitFor()
    expect((await lines())[1]).toBe('Square\n2 knocks, 0 signatures, 1 door to go back to')
  })
})

describe('after the walk', () => {
  test('when the time has come the app asks, on whatever page, and forgets the plan on "I am back"', async () => {
    await page.goto(petition)
    await page.clock.setFixedTime(Date.now() + 3 * HOUR_MS)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    const dialog = page.getByRole('dialog', { name: checkInText.title })
    await dialog.waitFor()
    await look()
    await expect
      .poll(() => dialog.getByRole('link', { name: checkInText.write }).getAttribute('href'))
      .toMatch(/^sms:02079460733/)
    await button(checkInText.back).tap()
    await expect.poll(() => dialog.count()).toBe(0)
    await page.goto(`${petition}/back-by`)
    await button(backByText.set).waitFor()
  })

  test('P1 the number is nowhere on the disk, while the plan’s place is', async () => {
    await context.close()
    const disk = readdirSync(profile, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name)))
    const holds = (words: string) =>
      disk.some((bytes) => bytes.includes(words) || bytes.includes(Buffer.from(words, 'utf16le')))
    expect(holds('walk-plan/')).toBe(true)
    for (const words of [NUMBER, NUMBER.replaceAll(' ', '')]) expect(holds(words)).toBe(false)
  })
})
