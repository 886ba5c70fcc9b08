/** One person with one browser of their own, at phone size, as the story's actors share it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Engine } from '../../tools/engines/engine.ts'
import type { Screen } from '../../tools/engines/screen.ts'

export type Person = {
  page(): Screen
  newPage(): Promise<Screen>
  /** The browser is killed as by an empty battery, and started again cold on the same profile. */
  killAndRestart(options?: { offline?: boolean }): Promise<void>
  setOffline(offline: boolean): Promise<void>
  forgetCookies(): Promise<void>
  /** The text of the file that the page downloads on account of what `cause` does. */
  download(cause: () => Promise<void>): Promise<string>
  /** Origins other than the product's that a page has asked for anything: there must be none. */
  foreignRequests(): readonly string[]
  leave(): Promise<void>
}

export async function createPerson(engine: Engine, home: string): Promise<Person> {
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))
  const origins = new Set<string>()
  let browser: Browser = await engine.open(profile)
  const note = () => {
    for (const origin of browser.origins()) origins.add(origin)
  }
  return {
    page: () => browser.page(),
    newPage: () => browser.newPage(),
    async killAndRestart({ offline = false } = {}) {
      note()
      await browser.kill()
      browser = await engine.open(profile)
      await browser.setOffline(offline)
    },
    setOffline: (offline) => browser.setOffline(offline),
    forgetCookies: () => browser.forgetCookies(),
    download: (cause) => browser.download(cause),
    foreignRequests() {
      note()
      return [...origins].filter((origin) => origin !== new URL(home).origin)
    },
    async leave() {
      await browser.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

declare global {
  interface Window {
    axe?: typeof axe
  }
}

/** WCAG 2.2 AA as far as axe can tell; gives one line per finding, so that an empty list is a pass. */
export async function accessibilityProblems(page: Screen): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) {
    await page.evaluate(`(() => { ${axe.source} })()`)
  }
  return page.evaluate(
    async (tags) => {
      const { violations = [] } = (await window.axe?.run(document, { runOnly: tags })) ?? {}
      return violations.map(
        ({ id, help, nodes }) =>
          `${location.pathname} ${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')})`,
      )
    },
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  )
}
