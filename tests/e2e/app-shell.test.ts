import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChromium } from '../tools/chromium.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'

const profile = mkdtempSync(join(tmpdir(), 'petition-pack-profile-'))
let server: ServerProcess
let browser: BrowserContext

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openChromium(profile)
})

afterAll(async () => {
  await browser?.close()
  await server?.remove()
  rmSync(profile, { recursive: true, force: true })
})

test('the app can be installed, breaks no policy, and asks nobody else for anything', async () => {
  const page = await browser.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).origin))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(server.url, { waitUntil: 'load' })
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js')
    await navigator.serviceWorker.ready
  })
  const devtools = await browser.newCDPSession(page)
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  expect(installabilityErrors).toEqual([])
  expect(new Set(asked)).toEqual(new Set([server.url]))
  expect(complaints).toEqual([])
  await page.close()
})

test('with the server killed and the browser started again cold, every address of the app opens, and the API fails', async () => {
  await browser.close()
  await server.kill()
  browser = await openChromium(profile)
  const page = await browser.newPage()
  for (const path of ['/', '/join', '/p/1/streets/2?from=list']) {
    const response = await page.goto(server.url + path)
    expect(response?.fromServiceWorker()).toBe(true)
    expect(await page.title()).toContain('Petition Pack')
    await page.locator('#app > *').first().waitFor()
  }
  for (const path of ['/api/v1/gone', '/healthz', '/assets/gone.js']) {
    const outcome = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'answered',
          () => 'failed',
        ),
      path,
    )
    expect(outcome).toBe('failed')
  }
})
