/** Firefox, headless, over WebDriver BiDi: Firefox itself is the driver. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { type Bidi, openBidi } from './bidi.ts'
import { createDrivenScreen } from './driven-screen.ts'
import type { Browser, Engine } from './engine.ts'
import { onPath } from './on-path.ts'
import { startGroup } from './process-group.ts'
import type { Screen } from './screen.ts'

const findFirefox = () => process.env.FIREFOX_PATH ?? onPath('firefox-esr', 'firefox')

export const firefox: Engine = {
  name: 'Firefox',
  missing: () => (findFirefox() === undefined ? ['firefox-esr'] : []),
  open: openFirefox,
}

/** After a crash it would ask what to open again, and after three start without its settings; no welcome, no news. */
const preferences = [
  'user_pref("browser.sessionstore.resume_from_crash", false);',
  'user_pref("toolkit.startup.max_resumed_crashes", -1);',
  'user_pref("browser.startup.page", 0);',
  'user_pref("browser.startup.homepage_override.mstone", "ignore");',
  'user_pref("browser.shell.checkDefaultBrowser", false);',
  'user_pref("datareporting.policy.dataSubmissionEnabled", false);',
  'user_pref("intl.accept_languages", "en-GB");',
].join('\n')

const Context = z.object({ context: z.string() })
const Tree = z.object({ contexts: z.array(Context) })
const Download = z.object({ filepath: z.string() })
const Request = z.object({ context: z.nullable(z.string()), request: z.object({ url: z.string() }) })

async function openFirefox(profile: string): Promise<Browser> {
  writeFileSync(join(profile, 'user.js'), preferences)
  const downloads = join(profile, 'downloads')
  mkdirSync(downloads, { recursive: true })
  const program = startGroup(findFirefox() ?? 'firefox', [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port=0',
  ])
  const origins = new Set<string>()
  const url = await program.says(/WebDriver BiDi listening on (ws:\S+)/)
  const bidi = await openBidi(`${url}/session`)
  await bidi.send('session.new', { capabilities: {} })
  await bidi.send('browser.setDownloadBehavior', {
    downloadBehavior: { type: 'allowed', destinationFolder: downloads },
  })
  await bidi.send('session.subscribe', {
    events: ['network.beforeRequestSent', 'browsingContext.downloadEnd'],
  })
  bidi.onEvent('network.beforeRequestSent', (params) => {
    const { context, request } = Request.parse(params)
    // What Firefox asks for itself belongs to no page.
    if (context !== null && request.url.startsWith('http')) origins.add(new URL(request.url).origin)
  })
  const [first] = Tree.parse(await bidi.send('browsingContext.getTree')).contexts
  if (!first) throw new Error('Firefox began without a page')
  const page = await createPage(bidi, first.context)

  return {
    page: () => page,
    newPage: async () =>
      createPage(bidi, Context.parse(await bidi.send('browsingContext.create', { type: 'tab' })).context),
    async setOffline(offline) {
      await bidi.send('emulation.setNetworkConditions', {
        networkConditions: offline ? { type: 'offline' } : null,
      })
    },
    async forgetCookies() {
      await bidi.send('storage.deleteCookies')
    },
    async download(cause) {
      const ended = new Promise<string>((resolve) => {
        bidi.onEvent('browsingContext.downloadEnd', (params) => resolve(Download.parse(params).filepath))
      })
      await cause()
      return readFileSync(await ended, 'utf8')
    },
    origins: () => [...origins],
    kill: () => program.kill(),
    close: async () => {
      bidi.close()
      await program.kill()
    },
  }
}

const Evaluated = z.union([
  z.object({ type: z.literal('success'), result: z.object({ value: z.optional(z.unknown()) }) }),
  z.object({ type: z.literal('exception'), exceptionDetails: z.object({ text: z.string() }) }),
])
const Screenshot = z.object({ data: z.string() })

async function createPage(bidi: Bidi, context: string): Promise<Screen> {
  await bidi.send('browsingContext.setViewport', { context, viewport: { width: 360, height: 740 } })
  return createDrivenScreen({
    async go(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async reload() {
      await bidi.send('browsingContext.reload', { context, wait: 'complete' })
    },
    async run(expression) {
      const evaluated = Evaluated.parse(
        await bidi.send('script.evaluate', {
          expression: `(async () => JSON.stringify(await (${expression})))()`,
          target: { context },
          awaitPromise: true,
        }),
      )
      if (evaluated.type === 'exception') throw new Error(evaluated.exceptionDetails.text)
      const { value } = evaluated.result
      return typeof value === 'string' ? JSON.parse(value) : undefined
    },
    async act(actions) {
      await bidi.send('input.performActions', { context, actions })
    },
    async screenshot() {
      return Screenshot.parse(await bidi.send('browsingContext.captureScreenshot', { context })).data
    },
    async close() {
      await bidi.send('browsingContext.close', { context })
    },
  })
}
