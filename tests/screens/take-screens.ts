/** Walks through the demo as its volunteer, captain and organiser, and keeps what each of them sees. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../tools/chromium.ts'
import { startServerProcess } from '../tools/server-process.ts'
import { deskScreens } from './desk-screens.ts'
import { volunteerScreens } from './volunteer-screens.ts'

const FOLDER = fileURLToPath(new URL('../../src/ui/screens/', import.meta.url))
const SIZE = { width: 360, height: 740 }
/** Until what slides or fades in stands still. */
const SETTLED_MS = 400

export type Walker = {
  readonly page: Page
  /** The address of the petition's screens. */
  readonly petition: string
  /** Keeps the screen as it stands. */
  keep(name: string): Promise<void>
  go(path: string): Promise<void>
}

export async function takeScreens(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const server = await startServerProcess({ args: ['demo'] })
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS })
  const kept: string[] = []
  try {
    for (const [role, walk] of [
      ['volunteer', volunteerScreens],
      ['captain', deskScreens(['', '/captain'])],
      ['organiser', deskScreens(organiserPaths)],
    ] as const) {
      const context = await browser.newContext({ viewport: SIZE, hasTouch: true, locale: 'en-GB' })
      await walk(await join(context, server.url, codeOf(role, server.stdout()), role, kept))
      await context.close()
    }
    writeFileSync(`${FOLDER}README.md`, pageOf(kept))
  } finally {
    await browser.close()
    await server.remove()
  }
}

const organiserPaths = [
  '/organiser',
  '/organiser/settings',
  '/organiser/wording',
  '/organiser/streets',
  '/organiser/people',
  '/organiser/batches',
  '/organiser/merge',
  '/organiser/roll',
  '/organiser/audit',
]

const codeOf = (role: string, printed: string): string =>
  new RegExp(`${role} \\(.*#(\\w+)`).exec(printed)?.[1] ?? ''

async function join(
  context: BrowserContext,
  server: string,
  code: string,
  role: string,
  kept: string[],
): Promise<Walker> {
  const page = await context.newPage()
  const keep = async (name: string) => {
    await page.waitForTimeout(SETTLED_MS)
    const file = `${role}-${name}.jpg`
    await page.screenshot({ path: FOLDER + file, type: 'jpeg', quality: 75 })
    kept.push(file)
  }
  await page.goto(server)
  if (kept.length === 0) await keep('welcome')
  await page.goto(`${server}/join#${code}`)
  if (kept.length === 1) await keep('join')
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.waitForURL(/\/p\//)
  const petition = /^.*\/p\/[0-9a-f-]+/.exec(page.url())?.[0] ?? ''
  return {
    page,
    petition,
    keep,
    go: async (path) => {
      await page.goto(petition + path)
      await page.locator('main h1').waitFor()
    },
  }
}

const pageOf = (kept: readonly string[]): string =>
  [
    '# Screens',
    '',
    'The demo at 360x740, taken by `npm run screens`.',
    '',
    ...kept.map((file) => `![${file.replace('.jpg', '').replaceAll('-', ' ')}](${file})`),
    '',
  ].join('\n')
