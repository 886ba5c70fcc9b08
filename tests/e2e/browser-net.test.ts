/** The real net and lock of a Chromium, against a server that does what servers and networks do. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { NetReply, NetRequest } from '#device/ports.ts'
import { openChromium } from '../tools/chromium.ts'
import type {} from './pages/browser-net.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

const profile = mkdtempSync(join(tmpdir(), 'petition-pack-net-'))
let server: ViteDevServer
let browser: BrowserContext
/** One of its own: a clock is stopped for all tabs of a browser, later ones included. */
let browserOutOfTime: BrowserContext
let answer: Answer = (_, response) => void response.end()
const asked: IncomingMessage[] = []
/** Unanswered ones would keep the server from closing. */
const open: IncomingMessage[] = []

beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../../', import.meta.url)),
    logLevel: 'silent',
    server: { host: 'localhost', port: 0, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      {
        name: 'scripted-api',
        configureServer({ middlewares }) {
          middlewares.use('/api/v1', (request, response) => {
            asked.push(request)
            open.push(request)
            void answer(request, response)
          })
        },
      },
    ],
  })
  await server.listen()
  browser = await openChromium(join(profile, 'real'))
  browserOutOfTime = await openChromium(join(profile, 'out-of-time'))
})

afterEach(() => {
  asked.length = 0
})

afterAll(async () => {
  await browser?.close()
  await browserOutOfTime?.close()
  for (const { socket } of open) socket.destroy()
  await server?.close()
  rmSync(profile, { recursive: true, force: true })
})

async function openTab(context = browser): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${server.resolvedUrls?.local[0]}tests/e2e/pages/browser-net.html`)
  await page.waitForFunction(() => window.netPage !== undefined)
  return page
}

/** A tab whose timers stand still until the test lets so many milliseconds go by. */
async function openTabOutOfTime(): Promise<Page> {
  const page = await openTab(browserOutOfTime)
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
  return page
}

const send = (page: Page, request: NetRequest): Promise<NetReply | undefined> =>
  page.evaluate((given) => window.netPage?.net.send(given), request)

const json = (response: ServerResponse, content: unknown, status = 200, headers = {}) =>
  void response
    .writeHead(status, { 'Content-Type': 'application/json', ...headers })
    .end(JSON.stringify(content))

const real = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const get: NetRequest = { method: 'GET', path: '/hello' }
const post: NetRequest = { method: 'POST', path: '/push', body: { entries: [] } }
/** Bytes that don't compress, and more of them than buffers swallow. */
const large = (bytes: number): NetRequest => ({
  method: 'POST',
  path: '/push',
  body: randomBytes(bytes).toString('base64'),
})

describe('a request', () => {
  test('brings JSON there and back, with status and Retry-After', async () => {
    const page = await openTab()
    answer = async (request, response) =>
      json(response, { got: JSON.parse(String(await bytesOf(request))) }, 503, { 'Retry-After': '7' })
    expect(await send(page, post)).toEqual({
      kind: 'reply',
      status: 503,
      json: { got: { entries: [] } },
      retryAfterMs: 7000,
    })
    expect(asked[0]?.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
    })
    expect(asked[0]?.headers['content-encoding']).toBeUndefined()
  })

  test('above 2 kB is packed', async () => {
    const page = await openTab()
    const body = { text: 'a'.repeat(10_000) }
    answer = async (request, response) => {
      const bytes = await bytesOf(request)
      json(response, { size: bytes.length, got: JSON.parse(gunzipSync(bytes).toString()) })
    }
    const reply = await send(page, { method: 'POST', path: '/push', body })
    expect(reply).toMatchObject({ json: { got: body } })
    expect(asked[0]?.headers['content-encoding']).toBe('gzip')
  })

  test('that gets a page instead is a reply without content', async () => {
    const page = await openTab()
    answer = (_, response) => void response.setHeader('Content-Type', 'text/html').end('<html>Welcome!')
    expect(await send(page, get)).toEqual({ kind: 'reply', status: 200, json: undefined })
  })
})

describe('S2 is answered by nobody when', () => {
  test.each<[string, Answer]>([
    ['the connection breaks', (request) => void request.destroy()],
    [
      'the body is cut short',
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '900' })
        response.write('{"nonce":"', () => setTimeout(() => response.destroy(), 20))
      },
    ],
    [
      'it is led elsewhere, whatever is there',
      (request, response) =>
        request.url?.startsWith('/elsewhere')
          ? json(response, { signed: 'in' })
          : void response.writeHead(307, { Location: '/api/v1/elsewhere' }).end(),
    ],
  ])('%s', async (_, way) => {
    answer = way
    const page = await openTab()
    expect(await send(page, get)).toEqual({ kind: 'unreachable' })
    expect(await send(page, post)).toEqual({ kind: 'unreachable' })
  })
})

describe('S4 time-outs follow progress:', () => {
  /** Whether it has an answer by now. */
  function watch(promise: Promise<unknown>) {
    const state = { isOver: false }
    void promise.finally(() => {
      state.isOver = true
    })
    return state
  }

  test('silence after a question ends in 15 s, and after a push in 30, as a server may have work with it', async () => {
    answer = () => {}
    const page = await openTabOutOfTime()
    for (const [request, patience] of [
      [get, 15_000],
      [post, 30_000],
    ] as const) {
      const reply = send(page, request)
      const state = watch(reply)
      while (!asked.some(({ method }) => method === request.method)) await real(20)
      // A browser tells with some delay that everything has gone.
      await real(300)
      await page.clock.runFor(patience - 500)
      await real(50)
      expect(state.isOver).toBe(false)
      await page.clock.runFor(1000)
      expect(await reply).toEqual({ kind: 'unreachable' })
    }
  })

  test('a push on a poor link takes as long as it takes, as long as something goes up', async () => {
    const page = await openTabOutOfTime()
    let bite = () => {}
    answer = (request, response) => {
      let seen = 0
      let goal = 0
      request.on('data', (chunk: Buffer) => {
        seen += chunk.length
        if (seen >= goal) request.pause()
      })
      request.on('end', () => json(response, { seen }))
      request.pause()
      bite = () => {
        goal = seen + 1_000_000
        request.resume()
      }
    }
    const reply = send(page, large(12_000_000))
    const state = watch(reply)
    let rounds = 0
    while (!state.isOver) {
      bite()
      // A browser tells of progress every tenth of a second.
      await real(300)
      if (!state.isOver) await page.clock.runFor(6_000)
      rounds += 1
    }
    expect(await reply).toMatchObject({ kind: 'reply', status: 200 })
    // Longer by far than any patience without progress.
    expect(rounds).toBeGreaterThan(5)
  })

  test('and where nothing more goes up, that is noticed within 15 s, however much there was to send', async () => {
    const page = await openTabOutOfTime()
    answer = (request) => void request.pause()
    const reply = send(page, large(12_000_000))
    while (!asked.some(({ method }) => method === 'POST')) await real(20)
    // What the buffers take is progress, too, and then there is none.
    await real(2_000)
    await page.clock.runFor(15_500)
    expect(await reply).toEqual({ kind: 'unreachable' })
  })

  test('a reply on a poor link, too', async () => {
    const page = await openTabOutOfTime()
    let isTrickling = true
    answer = async (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.write('{"rows":["')
      while (isTrickling) {
        response.write('a'.repeat(100))
        await real(100)
      }
      response.end('"]}')
    }
    const reply = send(page, get)
    const state = watch(reply)
    for (let round = 0; round < 6; round += 1) {
      await real(300)
      await page.clock.runFor(12_000)
      expect(state.isOver).toBe(false)
    }
    isTrickling = false
    expect(await reply).toMatchObject({ kind: 'reply', status: 200 })
  })
})

describe('S6 the lock over all tabs', () => {
  test('is queued for, and had when the other lets go', async () => {
    const [one, other] = [await openTab(), await openTab()]
    expect(await one.evaluate(() => window.netPage?.take())).toBe('held')
    const second = other.evaluate(() => window.netPage?.take())
    await real(300)
    await one.evaluate(() => window.netPage?.letGo())
    expect(await second).toBe('held')
    await other.evaluate(() => window.netPage?.letGo())
  })

  test('is not waited for without end', async () => {
    const [one, other] = [await openTab(), await openTab()]
    expect(await one.evaluate(() => window.netPage?.take())).toBe('held')
    expect(await other.evaluate(() => window.netPage?.take())).toBe('passed by')
    await one.close()
    expect(await other.evaluate(() => window.netPage?.take())).toBe('held')
  })
})
