import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { overviewText } from '../../src/ui/organiser/text.ts'
import { appText, joinText } from '../../src/ui/volunteer/text.ts'
import { openChromium } from '../tools/chromium.ts'
import type { Engine } from '../tools/engines/engine.ts'
import { enginesHere } from '../tools/engines/engines.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { createPerson, type Person } from './actors/person.ts'

test('the app can be installed, breaks no policy, and asks nobody else for anything', async () => {
  const server = await startServerProcess()
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-profile-'))
  const browser = await openChromium(profile)
  try {
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
  } finally {
    await browser.close()
    await server.remove()
    rmSync(profile, { recursive: true, force: true })
  }
})

test('a browser that does not understand the app’s JavaScript is told so, and what to do', async () => {
  const server = await startServerProcess()
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-profile-'))
  const browser = await openChromium(profile, { serviceWorkers: 'block' })
  try {
    const page = await browser.newPage()
    const told = page.getByRole('heading', { name: 'This browser is too old' })
    await page.goto(server.url)
    await page.locator('#app > *').first().waitFor()
    expect(await told.isVisible()).toBe(false)
    await page.route('**/assets/app-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'let newerThanThis = ;' }),
    )
    await page.goto(server.url)
    await told.waitFor()
    expect(await page.textContent('#too-old')).toContain('Safari from 16.4')
  } finally {
    await browser.close()
    await server.remove()
    rmSync(profile, { recursive: true, force: true })
  }
})

test('a part of the app that the server has no more is said to be missing, and is there after a reload', async () => {
  const server = await startServerProcess()
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-profile-'))
  const browser = await openChromium(profile, { serviceWorkers: 'block' })
  try {
    const page = await browser.newPage()
    // As after an update: the page is of before, and the files that it names are gone.
    await page.route('**/assets/organiser-routes-*.js', (route) => route.fulfill({ status: 404 }))
    await page.goto(`${server.url}/join#${server.organiserCode()}`)
    await page.getByRole('button', { name: joinText.join, exact: true }).click()
    await page.getByRole('heading', { name: appText.notLoaded.title }).waitFor()
    await page.unroute('**/assets/organiser-routes-*.js')
    await page.getByRole('button', { name: appText.notLoaded.reload }).click()
    await page.getByRole('heading', { name: overviewText.title }).waitFor()
  } finally {
    await browser.close()
    await server.remove()
    rmSync(profile, { recursive: true, force: true })
  }
})

for (const engine of enginesHere('the start without a network'))
  describe(`in ${engine.name}`, () => startCold(engine))

function startCold(engine: Engine): void {
  let server: ServerProcess
  let person: Person

  beforeAll(async () => {
    server = await startServerProcess()
    person = await createPerson(engine, server.url)
  })

  afterAll(async () => {
    await person?.leave()
    await server?.remove()
  })

  test('with the server killed and the browser started again cold, every address of the app opens, and the API fails', async () => {
    await person.page().goto(server.url)
    await person.page().evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    // WebKitGTK says "ready" a moment before the service worker is on the disk: it was lost at once, kept after 0.3 s.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await server.kill()
    await person.killAndRestart()
    const page = person.page()
    for (const path of ['/', '/join', '/p/1/streets/2?from=list']) {
      await page.goto(server.url + path)
      expect(await page.evaluate(() => document.title)).toContain('Petition Pack')
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
}
