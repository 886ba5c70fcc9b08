/**
 * The phone in a resident's hands, in a real Chromium with touch and at three
 * sizes: how many taps a signature costs, and what somebody finds who tries to
 * get out of the page. Each step goes on from the one before.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doorText } from '../../src/ui/volunteer/streets/text.ts'
import { openChromium } from '../tools/chromium.ts'
import { laterText, signingText as text } from '../tools/english-texts.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { accessibilityProblems } from './actors/person.ts'
import { goOn, join as joinPetition, passReadyCheck } from './actors/volunteer.ts'
import { createFinger, type Finger } from './finger.ts'
import { cutOff, type InkBox, inkBox, isSameInk, whatIsLeft } from './page-looks.ts'

const FIRST = 'Quentina Firstsigner'
const HALF = 'Halfdan Unfinish'

let server: ServerProcess

beforeAll(async () => {
  server = await startServerProcess({ args: ['demo'] })
})

afterAll(() => server?.remove())

describe.each([
  [320, 568],
  [360, 740],
  [768, 1024],
])('U3 at %i × %i', (width, height) => {
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))
  let context: BrowserContext
  let page: Page
  let finger: Finger
  let petition = ''
  let walkList = ''

  beforeAll(async () => {
    context = await openChromium(profile, {
      viewport: { width, height },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
      locale: 'en-GB',
    })
    page = context.pages()[0] ?? (await context.newPage())
    context.setDefaultTimeout(8_000)
    finger = await createFinger(page)
    await joinPetition(page, server.url, volunteerCode())
    await passReadyCheck(page)
    petition = /\/p\/[0-9a-f-]+/.exec(page.url())?.[0] ?? ''
    await page.goto(`${server.url}${petition}`)
    await goOn(page)
    await page.getByRole('link', { name: /^Next door: / }).waitFor()
    walkList = page.url()
    await page.getByRole('link', { name: /^Next door: / }).click()
  })

  afterAll(async () => {
    await context?.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const title = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })

  /** WCAG 2.2 AA, and with the text at twice its size nothing cut off or beyond the edge. */
  async function look(): Promise<void> {
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await cutOff(page)).toEqual([])
  }

  async function type(label: string, words: string): Promise<void> {
    await page.getByLabel(label, { exact: true }).fill(words)
  }

  async function expectBlank(at: Page = page): Promise<void> {
    await at.getByRole('heading', { level: 1, name: text.blankTitle }).waitFor()
    expect(await at.getByRole('link').count()).toBe(0)
    expect(await at.getByRole('textbox').count()).toBe(0)
    const left = await whatIsLeft(at)
    for (const words of [FIRST, HALF, 'Reede Road', 'Next door']) expect(left).not.toContain(words)
  }

  /** Holds the blank page away, and finds the form as it was left. */
  async function expectBackAsLeft(ink: InkBox): Promise<void> {
    await finger.hold(button(text.holdToGoOn))
    await title(text.formTitle).waitFor()
    expect(await page.getByLabel(text.name, { exact: true }).inputValue()).toBe(HALF)
    await expect.poll(async () => isSameInk(await inkBox(page), ink)).toBe(true)
    expect(await whatIsLeft(page)).not.toContain(FIRST)
  }

  test('a first signature takes six taps from door to door, the hold included, besides typing and drawing', async () => {
    const firstDoor = page.url()
    finger.taps = 0
    await finger.tap(page.getByRole('link', { name: doorText.sign, exact: true }))
    await finger.tap(button(text.handOver))
    await title(text.formTitle).waitFor()
    await type(text.name, FIRST)
    await type(text.postcode, 'RM10 8ZZ')
    await finger.tap(page.getByRole('radio').first())
    await finger.draw(page.locator('canvas'))
    await finger.tap(button(text.sign))
    await page.getByText(text.thanksWords).waitFor()
    await page.getByRole('img', { name: /^QR code of [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/ }).waitFor()
    await finger.hold(button(text.hold))
    await finger.tap(page.getByRole('link', { name: /^Next door: / }))
    await page.waitForURL((url) => url.href !== firstDoor && /\/doors\/[0-9a-f-]+$/.test(url.pathname))
    expect(finger.taps).toBe(6)
  })

  test('another person at the door takes four, signing by the typed name alike', async () => {
    await page.getByRole('link', { name: doorText.sign, exact: true }).tap()
    await button(text.handOver).tap()
    await sign(FIRST)
    await finger.hold(button(text.hold))

    finger.taps = 0
    await finger.tap(button(text.anotherPerson))
    await title(text.formTitle).waitFor()
    expect(await page.getByLabel(text.postcode, { exact: true }).inputValue()).toBe('RM10 8ZZ')
    await type(text.name, 'Secunda Signer')
    await finger.tap(page.getByRole('radio').first())
    await finger.tap(button(text.signTyped))
    await page.getByText(text.thanksWords).waitFor()
    await finger.hold(button(text.hold))
    await title(/^Signed at /).waitFor()
    expect(finger.taps).toBe(4)
  })

  async function sign(name: string): Promise<void> {
    await title(text.formTitle).waitFor()
    await type(text.name, name)
    await type(text.postcode, 'RM10 8ZZ')
    await page.getByRole('radio').first().tap()
    await button(text.signTyped).tap()
    await page.getByText(text.thanksWords).waitFor()
  }

  test('who attacks the page in their hands finds nobody else, and loses no letter and no stroke', async () => {
    await button(text.anotherPerson).tap()
    await title(text.formTitle).waitFor()
    await type(text.name, HALF)
    await finger.draw(page.locator('canvas'))
    const ink = await inkBox(page)
    expect(ink.strokes).toBeGreaterThan(0)

    // Back and forward.
    for (const step of [-1, -1, -3, 1, 1]) {
      await page.evaluate((by) => history.go(by), step)
      await pause(60)
      expect(await page.getByLabel(text.name, { exact: true }).inputValue()).toBe(HALF)
      expect(await whatIsLeft(page)).not.toContain(FIRST)
    }

    // The phone is turned and turned back: the strokes grow with the pad.
    await page.setViewportSize({ width: height, height: width })
    await expect.poll(async () => isSameInk(await inkBox(page), ink)).toBe(true)
    await page.setViewportSize({ width, height })
    await expect.poll(async () => isSameInk(await inkBox(page), ink)).toBe(true)

    // A call, the switch to another app, the lock of the screen.
    await putAway(page)
    await expectBlank()
    await look()
    await expectBackAsLeft(ink)

    // Loaded again, a deep link to the list, to another door, to the first page, and back from another site.
    await page.reload()
    await expectBlank()
    await expectBackAsLeft(ink)
    for (const address of [
      walkList,
      walkList.replace(/\/streets.*/, '/captain'),
      `${server.url}/petitions`,
    ]) {
      await page.goto(address)
      await expectBlank()
    }
    await page.goto('about:blank')
    await page.goBack()
    await expectBlank()
    await expectBackAsLeft(ink)

    // A new tab, wherever it goes.
    const tab = await context.newPage()
    for (const path of [petition, `${petition}/session`, new URL(walkList).pathname, '/']) {
      await tab.goto(server.url + path)
      await expectBlank(tab)
    }
    await tab.close()
    await page.bringToFront()

    // Left alone.
    await page.clock.install()
    await page.touchscreen.tap(5, 5)
    await page.clock.fastForward(121_000)
    await expectBlank()
    await page.clock.resume()
    await expectBackAsLeft(ink)

    // A call in the middle of a stroke.
    await finger.draw(page.locator('canvas'), { liftsOff: false })
    const more = await inkBox(page)
    await putAway(page)
    await finger.liftOff()
    await expectBlank()
    await finger.hold(button(text.holdToGoOn))
    await title(text.formTitle).waitFor()
    await expect.poll(async () => (await inkBox(page)).bottom).toBeGreaterThan(ink.bottom)
    expect(more.bottom).toBeGreaterThan(ink.bottom)
  })

  test('every page of a resident can be read, reached and understood', async () => {
    await look()
    await button(text.sign).tap()
    await page.getByRole('alert').waitFor()
    await look()
    for (const [way, back] of [
      [page.getByRole('button', { name: /^I can’t sign/ }), laterText.cannotBack],
      [button(text.paper), laterText.paperBack],
    ] as const) {
      await way.tap()
      await button(back).waitFor()
      await look()
      await button(back).tap()
      await title(text.formTitle).waitFor()
    }
    await page.getByRole('radio').first().tap()
    await button(text.sign).tap()
    await page.getByText(text.thanksWords).waitFor()
    await page.getByRole('img', { name: /^QR code/ }).waitFor()
    await look()
    await button(text.keepMePosted).tap()
    await title(laterText.contactTitle).waitFor()
    for (const box of await page.getByRole('checkbox').all()) expect(await box.isChecked()).toBe(false)
    await page.getByRole('checkbox', { name: laterText.channelTexts.email }).first().check()
    await look()
    await button(laterText.contactNo).tap()
    await title(text.handBackTitle).waitFor()
    await look()
  })

  test('after the hold nothing of them is left, however far somebody goes back', async () => {
    expect(await whatIsLeft(page)).not.toContain(HALF)
    await finger.hold(button(text.hold))
    await title(/^Signed at /).waitFor()
    await look()
    for (let steps = 0; steps < 6; steps += 1) {
      const left = await whatIsLeft(page)
      for (const words of [HALF, FIRST, 'RM10 8ZZ', 'QR code']) expect(left).not.toContain(words)
      await page.evaluate(() => history.back())
      await pause(60)
    }
  })
})

const volunteerCode = (): string => /volunteer [^\n]*\/join#([0-9A-Z]+)/.exec(server.stdout())?.[1] ?? ''

/** As when a call comes: the browser says that the page can't be seen any more. */
async function putAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    Reflect.deleteProperty(document, 'visibilityState')
  })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
