/**
 * The whole story once, in real browsers at phone size: an organiser sets up, a
 * volunteer gathers names with no network and no server, the phone is killed,
 * sends, the captain sees it, the organiser merges it with the online notice
 * and exports a roll whose count adds up. Each step goes on from the one before.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importText, mergeText, overviewText, rollText } from '../../src/ui/organiser/text.ts'
import { outcomeTexts } from '../../src/ui/volunteer/streets/text.ts'
import { syncText } from '../../src/ui/volunteer/text.ts'
import type { Engine } from '../tools/engines/engine.ts'
import { enginesHere } from '../tools/engines/engines.ts'
import type { Screen } from '../tools/engines/screen.ts'
import { signingText } from '../tools/english-texts.ts'
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import {
  acceptBatch,
  addStreet,
  batchSum,
  downloadRoll,
  fillSettings,
  fixWording,
  importFile,
  invite,
  makeAndTestKit,
  openPetition,
} from './actors/organiser.ts'
import { accessibilityProblems, createPerson, type Person } from './actors/person.ts'
import { giveSignature, goOn, join, knock, passReadyCheck, signAtDoor } from './actors/volunteer.ts'
import { type OnlineName, onlineName, onlineNotice } from './online-notice.ts'

for (const engine of enginesHere('the story')) {
  // One engine is enough for axe: it reads the document, which is the same in all.
  const hasAxe = engine.name === 'Chromium'
  describe(`in ${engine.name}${hasAxe ? ', with axe on every screen' : ''}`, () => tellStory(engine, hasAxe))
}

function tellStory(engine: Engine, hasAxe: boolean): void {
  async function expectAccessible(page: Screen): Promise<void> {
    if (hasAxe) expect(await accessibilityProblems(page)).toEqual([])
  }

  let server: ServerProcess
  let organiser: Person
  let volunteer: Person
  let captain: Person
  let petition = ''
  const codes = { volunteer: '', captain: '' }

  beforeAll(async () => {
    server = await startServerProcess()
    ;[organiser, volunteer, captain] = await Promise.all([
      createPerson(engine, server.url),
      createPerson(engine, server.url),
      createPerson(engine, server.url),
    ])
  })

  afterAll(async () => {
    await Promise.all([organiser, volunteer, captain].map((person) => person?.leave()))
    await server?.remove()
  })

  const desk = (path: string) => `${server.url}/p/${petition}/organiser${path}`
  const phone = (path = '') => `${server.url}/p/${petition}${path}`

  test('an organiser sets up and opens a petition', async () => {
    const page = organiser.page()
    await page.goto(`${server.url}/join#${server.organiserCode()}`)
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    await page.waitForURL(/\/p\/[0-9a-f-]+\//)
    petition = /\/p\/([0-9a-f-]+)/.exec(await page.evaluate(() => location.pathname))?.[1] ?? ''

    await goTo(page, desk(''))
    await expectAccessible(page)
    // A browser writes its cookies late: without them, the organiser's once-only code must not be needed again.
    await organiser.forgetCookies()
    await goTo(page, desk('/settings'))
    await fillSettings(page)
    await expectAccessible(page)
    await goTo(page, desk('/wording'))
    await fixWording(page)
    await expectAccessible(page)
    await goTo(page, desk('/recovery-kit'))
    await makeAndTestKit(page)
    await expectAccessible(page)
    await goTo(page, desk('/streets/add'))
    await addStreet(page, 'Reede Road', 'RM10 8', '1001-1023 odd, 1002-1024 even, not 1013, 1014A')
    await expectAccessible(page)
    await addStreet(page, 'Church Elm Lane', 'RM10 9', '1001-1006')
    await goTo(page, desk(''))
    await openPetition(page)

    await goTo(page, desk('/people/invite'))
    codes.captain = await invite(page, { name: 'Cora Captain', role: 'captain', streets: ['Reede Road'] })
    await expectAccessible(page)
    await goTo(page, desk('/people/invite'))
    codes.volunteer = await invite(page, {
      name: 'Vic Volunteer',
      role: 'volunteer',
      streets: ['Reede Road'],
    })
    await goTo(page, desk('/people'))
    await expectAccessible(page)
  })

  test('a volunteer joins with the typed code and passes the ready check', async () => {
    const page = volunteer.page()
    await goTo(page, `${server.url}/`)
    await expectAccessible(page)
    // Who leaves a page while its service worker installs has none in WebKitGTK, until the browser starts again.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await join(page, server.url, codes.volunteer.toLowerCase().replace('-', ' '))
    await passReadyCheck(page)
    await expectAccessible(page)
  })

  test('with no network and no server, a killed phone opens cold and gathers 12 knocks and 7 signatures', async () => {
    await volunteer.setOffline(true)
    await server.stop()
    await volunteer.killAndRestart({ offline: true })
    const page = volunteer.page()
    await goTo(page, phone())
    await expectAccessible(page)
    await goOn(page)
    await page.getByRole('heading', { level: 1, name: /Reede Road/ }).waitFor()
    await expectAccessible(page)

    await page.getByRole('link', { name: /^Next door: 1001/ }).click()
    await page.getByRole('button', { name: outcomeTexts['no-answer'], exact: true }).waitFor()
    await expectAccessible(page)
    for (const outcome of outcomes.slice(0, 6)) await knock(page, outcome)
    await signAtDoor(page, residents[0], expectAccessible)
    await page.getByText(signingText.anotherPerson).click()
    await giveSignature(page, residents[1])
    await page.getByRole('link', { name: /^Next door: / }).click()
    for (const outcome of outcomes.slice(6)) await knock(page, outcome)
    for (const resident of residents.slice(2, 6)) {
      await signAtDoor(page, resident)
      await page.getByRole('link', { name: /^Next door: / }).click()
    }
    await signAtDoor(page, residents[6])

    // The battery ends with the last word "saved" still on the screen.
    await volunteer.killAndRestart({ offline: true })
    const again = volunteer.page()
    await goTo(again, phone())
    expect(await threeNumbers(again)).toEqual([7, 0, 0])
    expect(await again.getByText(syncText.unsent(20)).count()).toBe(1)
    await expectAccessible(again)
  })

  test('when the network and the server are back, the phone sends by itself and shows its receipt', async () => {
    await server.start()
    await volunteer.setOffline(false)
    const page = volunteer.page()
    await page.getByText(syncText.allSent).waitFor({ timeout: 90_000 })
    expect(await threeNumbers(page)).toEqual([0, 7, 0])
    expect(await page.getByText(/7 received; last receipt no\. B-[0-9A-Z]{5}/).count()).toBe(1)
  })

  test('the captain joins and sees the street’s tally', async () => {
    const page = captain.page()
    await join(page, server.url, codes.captain)
    await page.waitForURL(/\/p\//)
    await goTo(page, phone('/captain'))
    await page.getByText('Vic Volunteer').first().waitFor()
    expect(await threeNumbers(page)).toEqual([0, 7, 0])
    await expectAccessible(page)
  })

  test('the organiser imports 1,500 online names and hears why other lines were refused', async () => {
    const page = organiser.page()
    await goTo(page, desk('/import'))
    await expectAccessible(page)
    await importFile(page, { name: 'online notice.csv', text: onlineNotice(onlineNames) })
    await page.getByText(importText.doneSum(1500, 3)).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: importText.toBatch }).click()
    expect(await batchSum(page)).toBe('1,500 received = 1,500 new + 0 already on the roll + 0 to decide')
    await acceptBatch(page)
    await expectAccessible(page)
  })

  test('the phone’s batch is merged with the online notice, and a person decides', async () => {
    const page = organiser.page()
    await goTo(page, desk('/batches'))
    await expectAccessible(page)
    await page.getByRole('link', { name: /^B-/ }).last().click()
    await expectAccessible(page)
    expect(await batchSum(page)).toBe('7 received = 4 new + 2 already on the roll + 1 to decide')
    await acceptBatch(page)

    await goTo(page, desk('/merge'))
    await page.getByText(mergeText.left(1)).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('d')
    await page.getByText(mergeText.empty).waitFor()
    await page.keyboard.press('u')
    await page.getByText(mergeText.left(1)).waitFor()
    await page.keyboard.press('s')
    await page.getByText(mergeText.empty).waitFor()
  })

  test('the exported roll has the right rows and every count equals a recount', async () => {
    const page = organiser.page()
    await goTo(page, desk('/roll'))
    await page.getByRole('link', { name: rollText.export }).waitFor()
    await expectAccessible(page)
    const [header = [], ...rows] = await downloadRoll(organiser)
    const cell = (row: readonly string[], column: string) => row[header.indexOf(column)] ?? ''

    // 1,500 online, 7 at doors, of whom 3 had signed online.
    expect(rows).toHaveLength(1504)
    const byName = rows.map((row) => cell(row, 'name'))
    for (const { name } of residents.slice(0, 4))
      expect(byName.filter((each) => each === name)).toHaveLength(1)
    for (const { name } of residents.slice(4)) {
      expect(byName.filter((each) => each.toLowerCase() === name.toLowerCase())).toHaveLength(1)
    }
    expect(rows.flat().filter((text) => /^[=+@]/.test(text))).toEqual([])
    // T1: the doorstep batch arrived before the import, so it is by the doorstep that the three count.
    expect(rows.filter((row) => cell(row, 'street') === 'Reede Road')).toHaveLength(7)
    expect(rows.filter((row) => cell(row, 'source') === 'online')).toHaveLength(1497)

    await goTo(page, desk(''))
    await page.getByText(overviewText.rollIs(1504)).waitFor()
    await expectAccessible(page)
    const volunteerPage = volunteer.page()
    await goTo(volunteerPage, phone())
    await expect.poll(() => threeNumbers(volunteerPage), { timeout: 20_000 }).toEqual([0, 7, 7])
    const captainPage = captain.page()
    await goTo(captainPage, phone('/captain'))
    await captainPage.getByText('Vic Volunteer').first().waitFor()
    expect(await threeNumbers(captainPage)).toEqual([0, 7, 7])
  })

  test('the audit trail tells of the export, and no page asked anybody else for anything', async () => {
    const page = organiser.page()
    await goTo(page, desk('/audit'))
    await page.getByText('Downloaded the roll').first().waitFor()
    await expectAccessible(page)
    for (const person of [organiser, volunteer, captain]) expect(person.foreignRequests()).toEqual([])
  })
}

async function goTo(page: Screen, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** The three numbers of the first tally on the screen, as a person reads them. */
async function threeNumbers(page: Screen): Promise<number[]> {
  const texts = await page.locator('dl', { hasText: 'on phones' }).first().locator('dd').allInnerTexts()
  return texts.slice(0, 3).map((text) => Number(text.replace(/\D/g, '')))
}

const outcomes = [
  'no-answer',
  'declined',
  'no-answer',
  'call-back',
  'cannot-get-in',
  'no-answer',
  'declined',
  'no-answer',
  'call-back',
  'no-answer',
  'declined',
  'no-answer',
] as const

const [first, second, third] = [onlineName(3), onlineName(77), onlineName(1204)]

/** The last three have signed online too: two at this very address, as they type it now, and one from another. */
const residents = [
  { name: 'Bilqis Okonjo-Hart', postcode: 'RM10 8ZZ', draws: true },
  { name: 'Ł. Wiśniewska', postcode: 'RM10 8ZZ' },
  { name: 'Tadhg O’Rourke', postcode: 'RM10 8ZZ', email: 'tadhg@example.org' },
  { name: 'শিরিন আক্তার', postcode: 'RM10 8ZZ', draws: true },
  { name: first.name.toUpperCase(), address: first.address, postcode: first.postcode },
  { name: second.name, address: second.address, postcode: second.postcode.toLowerCase() },
  { name: third.name, postcode: third.postcode },
] as const

const onlineNames: OnlineName[] = [
  ...Array.from({ length: 1499 }, (_, n) => onlineName(n)),
  { name: 'Formula Address', address: '=HYPERLINK("https://example.org")', postcode: 'RM10 8ZZ' },
  { name: '', address: '1 Nobody Road', postcode: 'RM10 8ZZ' },
  { name: '=cmd()', address: '1 Formula Road', postcode: 'RM10 8ZZ' },
  { name: 'Wrong Postcode', address: '1 Far Road', postcode: 'not one' },
]
