/** A page of the phone's own modules in a real Chromium, on a processor as slow as wanted. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { openChromium } from '../tools/chromium.ts'

const root = fileURLToPath(new URL('page/', import.meta.url))
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

export type BenchPage = {
  readonly page: Page
  /** 4 is a phone four times slower than this machine's core. */
  slowDown(times: number): Promise<void>
  /** As a new start of the app: nothing of the one before is left but what it kept. */
  reload(): Promise<void>
}

export async function withBenchPage<T>(use: (bench: BenchPage) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-bench-'))
  const site = join(directory, 'site')
  await buildPage(site)
  const server = createServer(({ url = '/' }, response) => {
    const file = url === '/' ? '/index.html' : url
    try {
      const bytes = readFileSync(join(site, file))
      response
        .writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' })
        .end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const context = await openChromium(join(directory, 'profile'))
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(`http://localhost:${port}/`)
    await page.waitForFunction('window.bench')
    const protocol = await context.newCDPSession(page)
    return await use({
      page,
      slowDown: async (rate) => {
        await protocol.send('Emulation.setCPUThrottlingRate', { rate })
      },
      async reload() {
        await page.reload()
        await page.waitForFunction('window.bench')
      },
    })
  } finally {
    await context.close()
    server.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    mode: 'production',
    // As the app itself is built.
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }] },
    build: { outDir, target: ['chrome109'], copyPublicDir: false, modulePreload: { polyfill: false } },
  })
}

/** 0.5 is the median. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
  if (value === undefined) throw new Error('there is something to measure')
  return Math.round(value * 100) / 100
}
