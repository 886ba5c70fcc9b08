/** A volunteer's phone: a browser, and the page that gathers in it. */
import type { Page } from 'playwright-core'
import type { OnPhone, Told, VolunteerPort } from '../page/volunteer-port.ts'
import { type Browser, createBrowser } from './browser.ts'

export type Phone = {
  readonly browser: Browser
  /** Of the tab that was opened last. */
  readonly tab: Tab
  /** What the tab that was opened last found itself to be. */
  readonly standing: Awaited<ReturnType<VolunteerPort['gather']>>
  /** Starts the browser where it does not run, and opens the phone in one more tab; gathers where it is a member. */
  openTab(): Promise<Tab>
  /** Opens the app itself at a path, in one more tab. */
  openScreen(path: string): Promise<Page>
  /** As an empty battery does. */
  kill(): Promise<void>
  remove(): Promise<void>
}

export type Tab = VolunteerPort & { readonly page: Page }

type Options = {
  readonly url: string
  readonly hear: (told: Told) => void
  readonly directory?: string | undefined
}

export function createPhone({ url, hear, directory }: Options): Phone {
  let tab: Tab | undefined
  let standing: Phone['standing'] = 'nobody'
  let isRunning = false
  const browser = createBrowser({
    directory,
    prepare: (context) => context.exposeBinding('tellTest', (_, told: Told) => hear(told)),
  })

  async function start(): Promise<void> {
    if (!isRunning) await browser.start()
    isRunning = true
  }

  return {
    browser,
    get tab() {
      if (tab === undefined) throw new Error('a tab is open')
      return tab
    },
    get standing() {
      return standing
    },
    async openTab() {
      await start()
      const page = await browser.openPage(`${url}/lab/lab.html`)
      await page.waitForFunction(() => 'volunteer' in window)
      tab = tabOf(page)
      await tab.open()
      standing = await tab.gather()
      return tab
    },
    async openScreen(path) {
      await start()
      return browser.openPage(url + path)
    },
    async kill() {
      isRunning = false
      tab = undefined
      await browser.kill()
    },
    remove: () => browser.remove(),
  }
}

/** A page that is killed while it answers answers nothing: whoever kills it expects that. */
function tabOf(page: Page): Tab {
  return {
    page,
    open: () => page.evaluate(() => window.volunteer.open()),
    join: (code) => page.evaluate((given) => window.volunteer.join(given), code),
    gather: () => page.evaluate(() => window.volunteer.gather()),
    work: (pauseMs) => void page.evaluate((ms) => window.volunteer.work(ms), pauseMs).catch(() => undefined),
    rest: () => page.evaluate(() => window.volunteer.rest()),
    save: (count) => page.evaluate((n) => window.volunteer.save(n), count),
    wake: () => void page.evaluate(() => window.volunteer.wake()).catch(() => undefined),
    settle: (ms) => page.evaluate((time) => window.volunteer.settle(time), ms),
    device: () => page.evaluate(() => window.volunteer.device()),
    look: (): Promise<OnPhone> => page.evaluate(() => window.volunteer.look()),
  }
}
