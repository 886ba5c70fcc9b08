/**
 * A resident who reads Urdu, from the right, in a real Chromium on small phones:
 * read, switch with a half-typed form, draw, sign, and give the phone back.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadLanguage } from '../../src/ui/volunteer/signing/languages/load-language.ts'
import { laterTexts } from '../../src/ui/volunteer/signing/later-text.ts'
import { blankTexts, readTexts, signingTexts } from '../../src/ui/volunteer/signing/text.ts'
import { doorText } from '../../src/ui/volunteer/streets/text.ts'
import { readPetition } from '../../src/wire/petitions.ts'
import { approveTranslation, saveRecording, saveTranslation } from '../../src/wire/translations.ts'
import { joinAs } from '../tools/api-caller.ts'
import { openChromium } from '../tools/chromium.ts'
import { signingText as english } from '../tools/english-texts.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { accessibilityProblems } from './actors/person.ts'
import { goOn, join as joinPetition, passReadyCheck } from './actors/volunteer.ts'
import { createFinger, type Finger } from './finger.ts'
import { cutOff, hardToTap, inkBox, isSameInk } from './page-looks.ts'

const i18n = await loadLanguage('ur')
const text = { ...signingTexts(i18n), ...readTexts(i18n), ...laterTexts(i18n), ...blankTexts(i18n) }
const URDU = 'اردو'
const TITLE = 'ڈیگنہم کا تھانہ کھلا رکھیں'
const NAME = 'فرضی رہائشی'

let server: ServerProcess
let translation = ''

beforeAll(async () => {
  server = await startServerProcess({ args: ['demo'] })
  const elsewhere = { request: (url: string, init: RequestInit) => fetch(server.url + url, init) }
  const organiser = await joinAs(elsewhere, codeOf('organiser'))
  const params = { petition: organiser.petition }
  const { wordings } = await organiser.call(readPetition, { params })
  const original = wordings.at(-1)
  if (!original) throw new Error('the demo has a wording')
  const { translations } = await organiser.call(saveTranslation, {
    params,
    body: {
      original: original.hash,
      language: 'ur',
      title: TITLE,
      request: 'ہم چاہتے ہیں کہ تھانے کی کھڑکی دن رات کھلی رہے۔',
      background: 'یہ بند کی جا رہی ہے۔',
      privacyNotice: 'آپ کا نام صرف وصول کرنے والے کو دیا جاتا ہے۔',
    },
  })
  translation = translations[0]?.hash ?? ''
  await organiser.call(saveRecording, {
    params,
    body: { wording: translations[0]?.hash ?? original.hash, sound: silence(3) },
  })
  await organiser.call(approveTranslation, { params, body: { hash: translation, reader: 'Made-up Reader' } })
})

afterAll(() => server?.remove())

/** So many seconds of a WAV file, 8,000 samples of one byte in each. */
function silence(seconds: number): string {
  const samples = 8000 * seconds
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples, 40)
  return Buffer.concat([head, Buffer.alloc(samples, 128)]).toString('base64')
}

const codeOf = (role: string) =>
  new RegExp(`${role} [^\\n]*/join#([0-9A-Z]+)`).exec(server.stdout())?.[1] ?? ''

describe.each([
  [320, 568],
  [360, 740],
])('a resident who reads Urdu, at %i × %i', (width, height) => {
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-browser-'))
  let context: BrowserContext
  let page: Page
  let finger: Finger

  beforeAll(async () => {
    context = await openChromium(profile, {
      viewport: { width, height },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
      locale: 'en-GB',
    })
    page = context.pages()[0] ?? (await context.newPage())
    context.setDefaultTimeout(8_000)
    finger = await createFinger(page)
    await joinPetition(page, server.url, codeOf('volunteer'))
    await passReadyCheck(page)
    await page.goto(`${server.url}${/\/p\/[0-9a-f-]+/.exec(page.url())?.[0] ?? ''}`)
    await goOn(page)
    await page.getByRole('link', { name: /^Next door: / }).click()
  })

  afterAll(async () => {
    await context?.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const title = (name: string) => page.getByRole('heading', { level: 1, name })
  const direction = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])

  async function look(): Promise<void> {
    const shots = process.env.SHOTS
    if (shots) await page.screenshot({ path: `${shots}/${width}-${Date.now()}.png` })
    expect.soft(await accessibilityProblems(page)).toEqual([])
    expect.soft(await cutOff(page)).toEqual([])
    expect.soft(await hardToTap(page)).toEqual([])
  }

  test('reads the approved translation together with the volunteer, whose page stays English', async () => {
    await page.getByRole('link', { name: doorText.sign, exact: true }).or(button(doorText.sign)).tap()
    await title(english.readTitle).waitFor()
    await button(URDU).tap()
    await page.getByRole('heading', { name: TITLE }).waitFor()
    await page.getByRole('heading', { name: text.notice }).waitFor()
    expect((await direction())[1]).not.toBe('rtl')
    await look()
  })

  test('hears it read aloud without a network, and stops it', async () => {
    await button(text.listenFor(3)).waitFor()
    await context.setOffline(true)
    await button(text.listenFor(3)).tap()
    await button(text.pause).tap()
    await button(text.listenFor(3)).waitFor()
    await context.setOffline(false)
  })

  test('gets a page that is Urdu from the right, whole', async () => {
    await button(english.handOver).tap()
    await title(text.formTitle).waitFor()
    expect(await direction()).toEqual(['ur', 'rtl'])
    await look()
  })

  test('loses nothing typed or drawn by another tap on a language', async () => {
    await page.getByLabel(text.name, { exact: true }).fill(NAME)
    await page.getByRole('radio', { name: text.connections.live }).check()
    await finger.draw(page.locator('canvas'))
    const drawn = await inkBox(page)
    expect(drawn.strokes).toBe(1)
    await button('English').tap()
    await title(english.formTitle).waitFor()
    expect(await direction()).toEqual(['en-GB', 'ltr'])
    expect(await page.getByLabel(english.name, { exact: true }).inputValue()).toBe(NAME)
    expect(isSameInk(await inkBox(page), drawn)).toBe(true)
    await button(URDU).tap()
    await title(text.formTitle).waitFor()
    expect(await page.getByLabel(text.name, { exact: true }).inputValue()).toBe(NAME)
    expect(await page.getByRole('radio', { name: text.connections.live }).isChecked()).toBe(true)
    expect(isSameInk(await inkBox(page), drawn)).toBe(true)
  })

  test('is told what is missing in Urdu, signs the Urdu version, and is thanked', async () => {
    await page.getByLabel(text.postcode, { exact: true }).fill('RM10 8')
    await button(text.sign).tap()
    await page.getByRole('alert').getByText('برطانیہ کا پورا پوسٹ کوڈ لکھیں').waitFor()
    await look()
    await page.getByLabel(text.postcode, { exact: true }).fill('RM10 8ZZ')
    await button(text.sign).tap()
    await page.getByText(text.thanksWords).waitFor()
    await look()
    expect(await signedWordings()).toEqual([translation])
  })

  test('may say yes to letters, and every other page is Urdu too', async () => {
    await button(text.keepMePosted).tap()
    await title(text.contactTitle).waitFor()
    await look()
    await button(text.contactNo).tap()
    await title(text.handBackTitle).waitFor()
    await look()
    await finger.hold(button(english.hold))
    await button(english.anotherPerson).waitFor()
    expect((await direction())[1]).not.toBe('rtl')

    // The same house: the language stays.
    await button(english.anotherPerson).tap()
    await title(text.formTitle).waitFor()
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
    await title(text.blankTitle).waitFor()
    await look()
    await finger.hold(button(text.holdToGoOn))
    await title(text.formTitle).waitFor()
    await button(text.paper).tap()
    await title(text.paperTitle).waitFor()
    await look()
    await button(text.paperBack).tap()
    await button(text.assist).tap()
    await page.getByText(text.assistWords).waitFor()
    await look()
    await button(text.stop).tap()
    await title(text.handBackTitle).waitFor()
    await finger.hold(button(english.hold))
  })

  /** The hashes of the wordings that were signed on this phone, as its database has them. */
  const signedWordings = () =>
    page.evaluate(
      () =>
        new Promise<unknown[]>((resolve, reject) => {
          const opening = indexedDB.open('petition-pack')
          opening.onerror = () => reject(opening.error)
          opening.onsuccess = () => {
            const all = opening.result.transaction('entries').objectStore('entries').getAll()
            all.onsuccess = () => {
              opening.result.close()
              resolve(
                all.result.filter(({ entry }) => entry.kind === 'sign').map(({ entry }) => entry.wording),
              )
            }
          }
        }),
    )
})
