/**
 * WebKitGTK, of the family of every iPhone's browser, through WebKitWebDriver:
 * a window of `webkit-browser.js` on an X display of its own.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { freePort } from '../free-port.ts'
import { createDrivenScreen } from './driven-screen.ts'
import type { Browser, Engine } from './engine.ts'
import { onPath } from './on-path.ts'
import { startGroup } from './process-group.ts'
import type { Screen } from './screen.ts'
import { openWebDriver, type WebDriver } from './web-driver.ts'

const BROWSER = fileURLToPath(new URL('webkit-browser.js', import.meta.url))

export const webkit: Engine = { name: 'WebKitGTK', missing, open: openWebKit }

function missing(): string[] {
  const binding = [
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
    '/usr/lib',
    '/usr/lib64',
  ]
    .map((folder) => join(folder, 'girepository-1.0', 'WebKit2-4.1.typelib'))
    .some((file) => existsSync(file))
  return [
    ...(onPath('WebKitWebDriver') ? [] : ['webkit2gtk-driver']),
    ...(onPath('Xvfb') ? [] : ['xvfb']),
    ...(onPath('gjs') ? [] : ['gjs']),
    ...(binding ? [] : ['gir1.2-webkit2-4.1']),
  ]
}

const AGAIN_MS = 50
const Text = z.string()

async function openWebKit(profile: string): Promise<Browser> {
  const downloads = join(profile, 'downloads')
  const requests = join(profile, 'requests')
  const offline = join(profile, 'offline')
  mkdirSync(downloads, { recursive: true })
  for (const file of [requests, offline]) rmSync(file, { force: true })
  const display = startGroup('Xvfb', ['-displayfd', '1', '-screen', '0', '800x800x24', '-nolisten', 'tcp'])
  const number = await display.says(/^(\d+)\n/m)
  const port = await freePort()
  const program = startGroup('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    DISPLAY: `:${number}`,
    HOME: profile,
    XDG_CACHE_HOME: join(profile, 'cache'),
    // In a container its sandbox can't be built; the pages are our own.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url)
  const driver = await openWebDriver(url, {
    'webkitgtk:browserOptions': { binary: onPath('gjs') ?? 'gjs', args: ['-m', BROWSER, profile] },
  })
  await driver.send('POST', '/timeouts', { script: 60_000, pageLoad: 30_000 })
  const windows = createWindows(driver)
  const page = windows.screen(Text.parse(await driver.send('GET', '/window')))
  const end = async () => {
    await Promise.all([program.kill(), display.kill()])
  }

  return {
    page: () => page,
    newPage: async () => {
      const { handle } = z
        .object({ handle: z.string() })
        .parse(await driver.send('POST', '/window/new', { type: 'window' }))
      return windows.screen(handle)
    },
    async setOffline(isOffline) {
      if (isOffline) writeFileSync(offline, '')
      else rmSync(offline, { force: true })
      // The browser follows the file.
      await sleep(300)
    },
    async forgetCookies() {
      await driver.send('DELETE', '/cookie')
    },
    async download(cause) {
      await cause()
      for (;;) {
        const [name] = readdirSync(downloads)
        if (name !== undefined) {
          const text = readFileSync(join(downloads, name), 'utf8')
          rmSync(join(downloads, name))
          return text
        }
        await sleep(AGAIN_MS)
      }
    },
    origins: () => {
      const urls = readFileSync(requests, 'utf8').split('\n')
      return [...new Set(urls.filter((each) => each.startsWith('http')).map((each) => new URL(each).origin))]
    },
    kill: end,
    close: end,
  }
}

async function untilReady(url: string): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(AGAIN_MS)) {
    const response = await fetch(`${url}/status`).catch(() => undefined)
    if (response?.ok) return
  }
  throw new Error('WebKitWebDriver did not start')
}

/** A session has one current window, so commands to several take turns. */
function createWindows(driver: WebDriver): { screen(handle: string): Screen } {
  let current = ''
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(handle: string, command: () => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      if (current !== handle) await driver.send('POST', '/window', { handle })
      current = handle
      return command()
    })
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    screen: (handle) =>
      createDrivenScreen({
        go: (url) => inTurn(handle, async () => void (await driver.send('POST', '/url', { url }))),
        reload: () => inTurn(handle, async () => void (await driver.send('POST', '/refresh'))),
        run: (expression) =>
          inTurn(handle, async () => {
            const script = `const done = arguments[0];
              (async () => JSON.stringify({ value: await (${expression}) }))()
                .then(done, (error) => done(JSON.stringify({ error: String(error) })))`
            const { value, error } = Ran.parse(
              JSON.parse(Text.parse(await driver.send('POST', '/execute/async', { script, args: [] }))),
            )
            if (error !== undefined) throw new Error(error)
            return value
          }),
        act: (actions) =>
          inTurn(handle, async () => void (await driver.send('POST', '/actions', { actions }))),
        screenshot: () => inTurn(handle, async () => Text.parse(await driver.send('GET', '/screenshot'))),
        close: () => inTurn(handle, async () => void (await driver.send('DELETE', '/window'))),
      }),
  }
}

const Ran = z.object({ value: z.optional(z.unknown()), error: z.optional(z.string()) })

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
