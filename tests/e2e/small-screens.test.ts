/**
 * Every screen of a volunteer on the smallest phones, with the browser's text
 * at twice its size, from the left and from the right, in every theme: WCAG
 * 2.2 AA, nothing cut off, nothing too small for a thumb. A resident's pages
 * are looked at in `handed-over.test.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { displayText } from '../../src/ui/volunteer/display/text.ts'
import { PRACTICE } from '../../src/ui/volunteer/practice/practice-id.ts'
import { practiceText } from '../../src/ui/volunteer/practice/text.ts'
import { sessionText } from '../../src/ui/volunteer/session/text.ts'
import { storagePageText } from '../../src/ui/volunteer/storage/text.ts'
import { doorText, outcomeTexts, undoText } from '../../src/ui/volunteer/streets/text.ts'
import {
  callBackText,
  chosenOrderTexts,
  handText,
  orderText,
  severalText,
} from '../../src/ui/volunteer/streets/tools/text.ts'
import { homeText } from '../../src/ui/volunteer/text.ts'
import { openChromium } from '../tools/chromium.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { accessibilityProblems } from './actors/person.ts'
import { join as joinPetition, passReadyCheck } from './actors/volunteer.ts'
import { cutOffNow, hardToTap } from './page-looks.ts'

/** A browser's own is 16. */
const TWICE = 32

let server: ServerProcess

beforeAll(async () => {
  server = await startServerProcess({ args: ['demo'] })
})

afterAll(() => server?.remove())

describe.each([
  [320, 568],
  [360, 740],
])('at %i × %i, text at twice its size', (width, height) => {
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))
  let context: BrowserContext
  let page: Page
  let home = ''

  beforeAll(async () => {
    context = await openChromium(profile, {
      viewport: { width, height },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    })
    page = context.pages()[0] ?? (await context.newPage())
    context.setDefaultTimeout(8_000)
    const session = await context.newCDPSession(page)
    await session.send('Page.setFontSizes', { fontSizes: { standard: TWICE, fixed: TWICE } })
    await joinPetition(
      page,
      server.url,
      /volunteer [^\n]*\/join#([0-9A-Z]+)/.exec(server.stdout())?.[1] ?? '',
    )
    await passReadyCheck(page)
    home = new URL(/\/p\/[0-9a-f-]+/.exec(page.url())?.[0] ?? '', server.url).href
  })

  afterAll(async () => {
    await context?.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const link = (name: string | RegExp) => page.getByRole('link', { name, exact: true })
  const heading = (name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()
  /** In the page, so that what was done last is not forgotten. */
  const press = (on: Locator) => on.first().click()

  async function look(screen: string): Promise<void> {
    expect.soft(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
    const found: string[] = []
    for (const dir of ['rtl', 'ltr']) {
      await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
      const problems = [...(await cutOffNow(page)), ...(await hardToTap(page))]
      found.push(...problems.map((problem) => `${screen}, ${dir}: ${problem}`))
    }
    for (const theme of ['dark', 'contrast', '']) {
      await page.evaluate((to) => {
        if (to) document.documentElement.dataset.theme = to
        else delete document.documentElement.dataset.theme
      }, theme)
      const problems = await accessibilityProblems(page)
      found.push(...problems.map((problem) => `${screen}, ${theme || 'light'}: ${problem}`))
    }
    expect.soft(found).toEqual([])
  }

  async function openStreet(withBuilding: boolean): Promise<void> {
    await page.goto(home)
    await press(page.getByRole('listitem').getByRole('link', { name: withBuilding ? /Church/ : /doors/ }))
    await page.getByRole('link', { name: /^Next door: / }).waitFor()
    await page
      .getByRole('link', { name: /^In the order of|^Order/ })
      .or(link(/door/))
      .first()
      .waitFor()
  }

  test('before and after a walk', async () => {
    await look('ready')
    await page.goto(home)
    await heading(homeText.total)
    await look('home')
    await press(link(homeText.session))
    await heading(sessionText.title)
    await look('session')
    await press(link(displayText.title))
    await heading(displayText.title)
    await look('display')
    await page.goto(`${home}/storage`)
    await heading(storagePageText.title)
    await look('storage')
    await page.goto(`${home}/refused`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look('refused')
    for (const path of ['install', 'script', 'card', 'back-by', 'leave-now', 'knockers']) {
      await page.goto(`${home}/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await look(path)
    }
    await page.goto(`${server.url}/petitions`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look('petitions')
    await page.goto(`${server.url}/join`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look('join')
  })

  test('at the doors', async () => {
    await openStreet(false)
    await look('walk list')
    await press(page.getByRole('link', { name: /^Next door: / }))
    await button(outcomeTexts['no-answer']).waitFor()
    await look('door')
    await press(page.getByText(doorText.otherOutcomes))
    await look('door, other outcomes')
    await press(button(outcomeTexts['call-back']))
    await heading(callBackText.when)
    await look('times of a call-back')
    await press(button(callBackText.cancel))
    await press(button(outcomeTexts['do-not-knock']))
    await page.getByRole('dialog').waitFor()
    await look('do not knock?')
    await page.keyboard.press('Escape')
    await press(button(outcomeTexts['no-answer']))
    await button(undoText.undo).waitFor()
    await look('door with undo')
    await press(page.locator('main a').first())
    await page.getByRole('link', { name: /^Next door: / }).waitFor()
    await look('walk list with undo')
  })

  test('practice', async () => {
    await page.goto(`${server.url}/p/${PRACTICE}`)
    await heading(practiceText.title)
    await look('practice')
    await press(link(practiceText.go))
    await press(page.getByRole('link', { name: /^Next door: / }))
    await button(outcomeTexts['no-answer']).waitFor()
    await look('practice, door')
  })

  test('ordering by hand', async () => {
    await openStreet(false)
    await press(page.locator('nav a[href$="/order"]'))
    await heading(orderText.title)
    await look('order')
    await page.getByRole('radio', { name: chosenOrderTexts['by-hand'] }).check()
    await press(link(orderText.byHand))
    await heading(handText.title)
    await press(page.getByRole('list').getByRole('button'))
    await look('by hand')
    await press(button(handText.later))
    await look('by hand, moved')
    await page.goBack()
    await page.getByRole('radio').first().check()
  })

  test('several doors, and a building', async () => {
    await openStreet(true)
    await look('walk list with a building')
    await press(page.locator('nav a[href$="/several"]'))
    await heading(severalText.title)
    await look('several')
    await page.getByRole('checkbox').first().check()
    await look('several, one chosen')
  })
})
