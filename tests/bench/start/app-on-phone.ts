/** The app as it is delivered, on a phone that has gathered for a long campaign, with the server gone. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openChromium } from '../../tools/chromium.ts'
import { killBrowser } from '../../tools/kill-browser.ts'
import { startServerProcess } from '../../tools/server-process.ts'
import { setUpBenchPetition } from '../sync/bench-petition.ts'
import { buildServer } from '../sync/built-server.ts'
import { buildPage } from '../sync/petition-pack.ts'
import { buildFrameworkPage } from './framework-page.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export type AppOnPhone = {
  /** Addresses: the walk list of the last street, and a page that only mounts React. */
  readonly list: string
  readonly framework: string
  /** A page in a browser that was killed before, on a processor so many times slower. */
  openCold(cpu: number): Promise<Page>
}

type Size = { readonly rows: number; readonly doorsAStreet?: number }

export async function withAppOnPhone<T>(
  { rows, doorsAStreet }: Size,
  use: (app: AppOnPhone) => Promise<T>,
): Promise<T> {
  const built = buildServer()
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  cpSync(join(root, 'dist/app'), built.app, { recursive: true })
  await buildPage(join(built.app, 'fill'), '/fill/')
  await buildFrameworkPage(join(built.app, 'framework'), '/framework/')
  const server = await startServerProcess({ main: built.main, env: { LOG_LEVEL: 'error' } })
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-bench-'))
  try {
    const petition = await setUpBenchPetition(server.url, server.organiserCode(), doorsAStreet)
    const list = `${server.url}/p/${petition.id}/streets/${petition.doors.at(-1)?.street}`
    const framework = `${server.url}/framework/index.html`
    await fill(profile, `${server.url}/fill/bench.html`, petition.code, rows)
    await visit(profile, [list, framework], rows)
    await server.kill()
    return await use({
      list,
      framework,
      async openCold(cpu) {
        await killBrowser(profile)
        const context = await openChromium(profile)
        const page = context.pages()[0] ?? (await context.newPage())
        const protocol = await context.newCDPSession(page)
        await protocol.send('Emulation.setCPUThrottlingRate', { rate: cpu })
        return page
      },
    })
  } finally {
    await killBrowser(profile)
    await server.remove()
    built.remove()
    rmSync(profile, { recursive: true, force: true })
  }
}

async function fill(profile: string, url: string, code: string, rows: number): Promise<void> {
  const context = await openChromium(profile)
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(10 * 60_000)
  await page.goto(url)
  await page.waitForFunction('window.syncBench')
  await page.evaluate(([code, rows]) => window.syncBench.fill(code, rows), [code, rows] as const)
  await context.close()
}

/** Once with the server, until all is on the phone: the app's files, and the second copy of the entries. */
async function visit(profile: string, urls: readonly string[], rows: number): Promise<void> {
  const context = await openChromium(profile)
  const page = context.pages()[0] ?? (await context.newPage())
  // What is unsent stays so: it is a phone without a signal.
  await context.route('**/api/**', (route) => route.abort())
  for (const url of urls) {
    await page.goto(url)
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await page.reload()
    await page.locator('main a').first().waitFor()
  }
  await page.goto(urls[0] ?? '')
  await page.waitForFunction(
    async (rows) => {
      const journal = await (await navigator.storage.getDirectory()).getDirectoryHandle('journal')
      let bytes = 0
      for await (const entry of journal.values())
        if (entry.kind === 'file') bytes += (await (entry as FileSystemFileHandle).getFile()).size
      return bytes > rows * 500
    },
    rows,
    { polling: 500 },
  )
  await context.close()
}
