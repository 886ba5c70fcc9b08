/** How this phone looks and feels: what is chosen is there before the app is, and lasts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { displayText as text } from '../../src/ui/volunteer/display/text.ts'
import { outcomeTexts, undoText } from '../../src/ui/volunteer/streets/text.ts'
import { openChromium } from '../tools/chromium.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { goOn, join as joinPetition, passReadyCheck } from './actors/volunteer.ts'

declare global {
  interface Window {
    /** Each vibration, in milliseconds, and each time the screen was asked to stay on or let go. */
    felt: unknown[]
  }
}

let server: ServerProcess
let context: BrowserContext
let page: Page
let home = ''
const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))

beforeAll(async () => {
  server = await startServerProcess({ args: ['demo'] })
  context = await openChromium(profile, { hasTouch: true, isMobile: true, locale: 'en-GB' })
  context.setDefaultTimeout(8_000)
  page = context.pages()[0] ?? (await context.newPage())
  await page.addInitScript(() => {
    window.felt = []
    const note = (what: unknown) => window.felt.push(what)
    Object.defineProperty(navigator, 'vibrate', { value: (pattern: number[]) => note(pattern) })
    // A browser without a screen refuses the lock: it is the asking that counts.
    const lock = Object.assign(new EventTarget(), {
      release: async () => {
        note('released')
        lock.dispatchEvent(new Event('release'))
      },
    })
    const request = async () => {
      note('held')
      return lock
    }
    Object.defineProperty(navigator, 'wakeLock', { value: { request } })
  })
  await joinPetition(page, server.url, /volunteer [^\n]*\/join#([0-9A-Z]+)/.exec(server.stdout())?.[1] ?? '')
  await passReadyCheck(page)
  home = new URL(/\/p\/[0-9a-f-]+/.exec(page.url())?.[0] ?? '', server.url).href
})

afterAll(async () => {
  await context?.close()
  await server?.remove()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

const felt = () => page.evaluate(() => window.felt.splice(0))
const startOf = async (on: Locator) => (await on.boundingBox())?.x ?? Number.NaN
const noAnswer = () => page.getByRole('button', { name: outcomeTexts['no-answer'], exact: true })
const undo = () => page.getByRole('button', { name: undoText.undo, exact: true })

async function choose(label: string, isOn = true): Promise<void> {
  await page.goto(`${home}/phone`)
  const control = page.getByRole('group').getByLabel(new RegExp(`^${label}`))
  await (isOn ? control.check() : control.uncheck())
}

async function walk(): Promise<void> {
  await page.goto(home)
  await goOn(page)
  await page.getByRole('link', { name: /^Next door: / }).waitFor()
}

describe('this phone’s own choices', () => {
  test('are seen at once, and before the app is there, without another theme before', async () => {
    await choose(text.themes.dark.label)
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await paper()
    expect(dark).toBe('rgb(19, 22, 21)')
    await choose(text.sizes.larger)
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('24px')

    // Whatever the app would do: its script never comes.
    const elsewhere = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))
    const bare = await openChromium(elsewhere, { serviceWorkers: 'block' })
    const other = await bare.newPage()
    await other.addInitScript(
      (kept) => localStorage.setItem('petition-pack-display', kept),
      await page.evaluate(() => localStorage.getItem('petition-pack-display') ?? ''),
    )
    await other.route(/\/assets\/.*\.js/, (route) => route.abort())
    await other.goto(server.url, { waitUntil: 'domcontentloaded' })
    expect(await other.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
      theme: 'dark',
      text: 'larger',
    })
    expect(await other.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark)
    await bare.close()
    rmSync(elsewhere, { recursive: true, force: true, maxRetries: 5 })

    await choose(text.themes.phone.label)
    expect(await paper()).not.toBe(dark)
    await choose(text.sizes.normal)
  })

  test('a knock is felt, read out, and seen; and not felt by whoever does not want it', async () => {
    await walk()
    await page.getByRole('link', { name: /^Next door: / }).tap()
    await noAnswer().tap()
    await undo().waitFor()
    expect(await felt()).toEqual([[30]])
    await expect
      .poll(() => page.locator('body > [role=status]').textContent())
      .toMatch(new RegExp(`: ${outcomeTexts['no-answer']}. ${undoText.saved}.$`))
    await choose(text.vibrate, false)
    await walk()
    await page.getByRole('link', { name: /^Next door: / }).tap()
    await noAnswer().tap()
    await undo().waitFor()
    expect(await felt()).toEqual([])
  })

  test('the screen stays on during a walk only, and only where that was chosen', async () => {
    await walk()
    expect(await felt()).toEqual([])
    await choose(text.awake)
    expect(await felt()).toEqual([])
    await walk()
    await expect.poll(felt).toEqual(['held'])
    await page.getByRole('link', { name: /^Next door: / }).tap()
    await noAnswer().waitFor()
    expect(await felt()).toEqual([])
    await page.evaluate(() => history.go(-2))
    await page.getByRole('link', { name: /^(Start|Go on) in / }).waitFor()
    await expect.poll(felt).toEqual(['released'])
  })

  test('the left hand has Undo and the first of two on its side, from the right too', async () => {
    const places = async () => ({
      undo: (await startOf(undo())) < 180,
      callBack: (await startOf(page.getByRole('button', { name: outcomeTexts['call-back'] }))) < 180,
    })
    const toDoor = async () => {
      await walk()
      await page.getByRole('link', { name: /^Next door: / }).tap()
      await noAnswer().tap()
      await undo().waitFor()
    }
    await toDoor()
    expect(await places()).toEqual({ undo: false, callBack: true })
    await choose(text.hands.left)
    await toDoor()
    expect(await places()).toEqual({ undo: true, callBack: false })
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    expect(await places()).toEqual({ undo: false, callBack: true })
  })
})
