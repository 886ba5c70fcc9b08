/** Chromium through Playwright, whose pages are screens as they are. */
import { readFile } from 'node:fs/promises'
import { openChromium } from '../chromium.ts'
import { killBrowser } from '../kill-browser.ts'
import type { Browser, Engine } from './engine.ts'

export const chromium: Engine = {
  name: 'Chromium',
  // One comes with npm where the machine has none; where that fails too, opening it says so.
  missing: () => [],
  open: openOnProfile,
}

async function openOnProfile(profile: string): Promise<Browser> {
  const context = await openChromium(profile, { hasTouch: true, acceptDownloads: true, locale: 'en-GB' })
  const origins = new Set<string>()
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http')) origins.add(origin)
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    page: () => page,
    newPage: () => context.newPage(),
    setOffline: (offline) => context.setOffline(offline),
    forgetCookies: () => context.clearCookies(),
    async download(cause) {
      const [download] = await Promise.all([page.waitForEvent('download'), cause()])
      return readFile(await download.path(), 'utf8')
    },
    origins: () => [...origins],
    kill: () => killBrowser(profile),
    close: () => context.close(),
  }
}
