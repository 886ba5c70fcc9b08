/** One person with one browser of their own, at phone size, as the story's actors share it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { openChromium } from '../../tools/chromium.ts'
import { killBrowser } from '../../tools/kill-browser.ts'

export type Person = {
  page(): Page
  /** The browser is killed as by an empty battery, and started again cold on the same profile. */
  killAndRestart(options?: { offline?: boolean }): Promise<void>
  setOffline(offline: boolean): Promise<void>
  /** Requests that left for another host than the product's: there must be none. */
  foreignRequests(): readonly string[]
  leave(): Promise<void>
}

export async function createPerson(home: string): Promise<Person> {
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))
  const foreign: string[] = []
  let context: BrowserContext
  let page: Page

  async function start(offline: boolean): Promise<void> {
    context = await openChromium(profile, { hasTouch: true, acceptDownloads: true, locale: 'en-GB' })
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== new URL(home).origin) foreign.push(origin)
    })
    await context.setOffline(offline)
    page = context.pages()[0] ?? (await context.newPage())
  }

  await start(false)
  return {
    page: () => page,
    async killAndRestart({ offline = false } = {}) {
      await killBrowser(profile)
      await start(offline)
    },
    setOffline: (offline) => context.setOffline(offline),
    foreignRequests: () => foreign,
    async leave() {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** WCAG 2.2 AA as far as axe can tell; gives one line per finding, so that an empty list is a pass. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(
    ({ id, help, nodes }) =>
      `${new URL(page.url()).pathname} ${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')})`,
  )
}
