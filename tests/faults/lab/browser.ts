/** A Chromium that can be killed at any moment, on a profile that stays. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { openChromium } from '../../tools/chromium.ts'
import { killBrowser } from '../../tools/kill-browser.ts'
import { processesOf, rendererOf } from './processes.ts'

export type Browser = {
  readonly profile: string
  context(): BrowserContext
  /** Opens the profile; the binding is there for every page. */
  start(): Promise<void>
  /** kill -9 of all its processes at once: an empty battery. */
  kill(): Promise<void>
  /** Closes it as a person does. */
  close(): Promise<void>
  /** A page of its own, with the protocol to break things by. */
  openPage(url: string): Promise<Page>
  /** Stops the page's process where it stands; gives what lets it go on. */
  freeze(page: Page): Promise<() => void>
  protocolOf(page: Page): Promise<CDPSession>
  remove(): Promise<void>
}

type Options = {
  /** Where the profile lies; a directory of its own unless given. */
  readonly directory?: string | undefined
  /** Called once for each start, before any page is opened. */
  readonly prepare?: (context: BrowserContext) => Promise<unknown>
}

export function createBrowser({ directory: given, prepare = async () => {} }: Options = {}): Browser {
  const directory = given ?? mkdtempSync(join(tmpdir(), 'petition-pack-faults-'))
  const profile = join(directory, 'profile')
  mkdirSync(profile, { recursive: true })
  let context: BrowserContext | undefined
  const open = () => {
    if (context === undefined) throw new Error('the browser runs')
    return context
  }

  async function kill(): Promise<void> {
    context = undefined
    for (const pid of processesOf(profile)) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended between the listing and the kill.
      }
    }
    await killBrowser(profile)
  }

  return {
    profile,
    context: open,
    async start() {
      context = await openChromium(profile, { locale: 'en-GB', hasTouch: true })
      await prepare(context)
    },
    kill,
    async close() {
      await context?.close()
      context = undefined
    },
    async openPage(url) {
      const page = await open().newPage()
      await page.goto(url)
      return page
    },
    async freeze(page) {
      const pid = await rendererOf(page, profile)
      process.kill(pid, 'SIGSTOP')
      return () => process.kill(pid, 'SIGCONT')
    },
    protocolOf: (page) => open().newCDPSession(page),
    async remove() {
      if (context !== undefined) await kill()
      rmSync(given === undefined ? directory : profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
