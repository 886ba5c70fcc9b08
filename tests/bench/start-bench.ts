/**
 * A killed and restarted browser, no server, a processor four times slower, a
 * long campaign's entries on the phone: how long until the walk list is painted
 * and answers. Beside it a page of the same build that only mounts React.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openChromium } from '../tools/chromium.ts'
import { killBrowser } from '../tools/kill-browser.ts'
import { startServerProcess } from '../tools/server-process.ts'
import { quantile } from './bench-page.ts'
import { buildFrameworkPage } from './start/framework-page.ts'
import { setUpBenchPetition } from './sync/bench-petition.ts'
import { buildServer } from './sync/built-server.ts'
import { buildPage } from './sync/petition-pack.ts'

const CPU = 4
const ROWS = 10_000
const STARTS = 7
const root = fileURLToPath(new URL('../../', import.meta.url))

export async function measure() {
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
    const petition = await setUpBenchPetition(server.url, server.organiserCode())
    const list = `${server.url}/p/${petition.id}/streets/${petition.doors[0]?.street}`
    const framework = `${server.url}/framework/index.html`
    await fill(profile, `${server.url}/fill/bench.html`, petition.code)
    await visit(profile, [list, framework])
    await server.kill()
    const times = { list: [] as number[], framework: [] as number[] }
    for (let start = 0; start < STARTS; start += 1) {
      times.framework.push(await startCold(profile, framework, 'main a'))
      times.list.push(await startCold(profile, list, 'main a[href*="/doors/"]'))
    }
    return {
      cpu: CPU,
      rows: ROWS,
      server: 'down',
      listMs: quantile(times.list, 0.5),
      frameworkMs: quantile(times.framework, 0.5),
    }
  } finally {
    await killBrowser(profile)
    await server.remove()
    built.remove()
    rmSync(profile, { recursive: true, force: true })
  }
}

async function fill(profile: string, url: string, code: string): Promise<void> {
  const context = await openChromium(profile)
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(10 * 60_000)
  await page.goto(url)
  await page.waitForFunction('window.syncBench')
  await page.evaluate(([code, rows]) => window.syncBench.fill(code, rows), [code, ROWS] as const)
  await context.close()
}

/** Once with the server, until all is on the phone: the app's files, and the second copy of the entries. */
async function visit(profile: string, urls: readonly string[]): Promise<void> {
  const context = await openChromium(profile, { offline: false })
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
    ROWS,
    { polling: 500 },
  )
  await context.close()
}

/** From the address to the frame after which the page answers again. */
async function startCold(profile: string, url: string, selector: string): Promise<number> {
  await killBrowser(profile)
  const context = await openChromium(profile)
  const page = context.pages()[0] ?? (await context.newPage())
  const protocol = await context.newCDPSession(page)
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: CPU })
  await page.addInitScript((wanted) => {
    const look = () => {
      if (document.querySelector(wanted)) setTimeout(() => performance.mark('painted'))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, selector)
  await page.goto(url, { waitUntil: 'commit' })
  const painted = await page.waitForFunction(() => performance.getEntriesByName('painted')[0]?.startTime)
  return Number(await painted.jsonValue())
}
