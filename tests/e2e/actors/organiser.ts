/** What an organiser does on the screens, in the words of their own catalogue. */
import Papa from 'papaparse'
import { expect } from 'vitest'
import {
  batchText,
  importText,
  kitText,
  overviewText,
  rollText,
  settingsText,
  streetText,
  wordingText,
} from '../../../src/ui/organiser/text.ts'
import { cardText, inviteText } from '../../../src/ui/shared/invitation-text.ts'
import { roleTexts } from '../../../src/ui/shared/value-text.ts'
import type { Screen } from '../../tools/engines/screen.ts'
import type { Person } from './person.ts'

export async function fillSettings(page: Screen): Promise<void> {
  const field = (label: string) => page.getByLabel(label)
  await field(settingsText.titleLabel).fill('Keep Dagenham police station open')
  await field(settingsText.requestLabel).fill(
    'We ask the Mayor to keep the front counter of Dagenham police station open.',
  )
  await field(settingsText.backgroundLabel).fill('The plan is to close 39 of 73 stations.')
  await field(settingsText.recipientLabel).fill("Mayor's Office for Policing and Crime")
  await page.getByRole('radio', { name: /Policing and Crime/ }).check()
  for (const connection of ['live', 'work'] as const) {
    await page.getByRole('checkbox', { name: settingsText.connections[connection] }).check()
  }
  const year = new Date().getFullYear() + 1
  await fillDay(page, settingsText.returnByLabel, ['21', '9', String(year), '18:00'])
  await fillDay(page, settingsText.deadlineLabel, ['6', '10', String(year), '17:00'])
  await field(settingsText.controllerNameLabel).fill('Dagenham Neighbours')
  await field(settingsText.controllerAddressLabel).fill('1001 Example Street, Dagenham')
  await field(settingsText.controllerPhoneLabel).fill('020 7946 0001')
  await field(settingsText.contactLabel).fill('petition@example.org')
  await page.getByRole('radio', { name: settingsText.lawfulBasis['legitimate-interests'] }).check()
  await fillDay(page, settingsText.retainUntilLabel, ['6', '4', String(year + 1)])
  await page.getByRole('button', { name: settingsText.save }).click()
  await page.getByText(settingsText.saved).waitFor()
}

async function fillDay(page: Screen, legend: string, parts: readonly string[]): Promise<void> {
  const boxes = page.getByRole('group', { name: legend }).getByRole('textbox')
  for (const [place, part] of parts.entries()) await boxes.nth(place).fill(part)
}

export async function fixWording(page: Screen): Promise<void> {
  await page.getByRole('button', { name: wordingText.fix }).click()
  await page.getByText(wordingText.fixed(1)).waitFor()
}

/** Makes the kit, reads the code off the sheet, and types it back. */
export async function makeAndTestKit(page: Screen): Promise<void> {
  await page.getByRole('button', { name: kitText.make }).click()
  await page.getByRole('heading', { name: /^Recovery kit: / }).waitFor()
  const code = await page.getByText(/^([0-9A-Z]{4}[-\s]){7}[0-9A-Z]{4}$/).innerText()
  expect(code).not.toBe('')
  await page.getByLabel(kitText.testLabel).fill(code.toLowerCase())
  await page.getByRole('button', { name: kitText.test }).click()
  await page.getByText(kitText.tested).waitFor()
}

export async function openPetition(page: Screen): Promise<void> {
  await page.getByRole('button', { name: overviewText.open }).click()
  await page.getByRole('dialog').getByRole('button', { name: overviewText.open }).click()
  await page.getByRole('heading', { name: overviewText.closeTitle }).waitFor()
}

export async function addStreet(page: Screen, name: string, postcode: string, doors: string): Promise<void> {
  await page.getByLabel(streetText.nameLabel).fill(name)
  await page.getByLabel(streetText.postcodeLabel).fill(postcode)
  await page.getByLabel(streetText.doorsLabel, { exact: true }).fill(doors)
  await page.getByRole('button', { name: streetText.save }).click()
  await page.getByText(new RegExp(`^${name} is saved with`)).waitFor()
}

/** Gives the code as it stands on the card. */
export async function invite(
  page: Screen,
  { name, role, streets }: { name: string; role: 'volunteer' | 'captain'; streets: readonly string[] },
): Promise<string> {
  await page.getByLabel(inviteText.nameLabel, { exact: true }).fill(name)
  await page.getByRole('radio', { name: roleTexts[role] }).check()
  for (const street of streets) await page.getByRole('checkbox', { name: new RegExp(`^${street}`) }).check()
  await page.getByRole('button', { name: inviteText.make }).click()
  await page.getByRole('heading', { name: cardText.title(name) }).waitFor()
  return page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()
}

export async function importFile(page: Screen, file: { name: string; text: string }): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) })
  await page.getByRole('button', { name: /^Import / }).click()
  await page.getByText(importText.doneTitle, { exact: true }).waitFor({ timeout: 60_000 })
}

/** The sentence "14 received = 11 new + …" of the batch on the screen. */
export const batchSum = (page: Screen): Promise<string> => page.getByText(/^[\d,]+ received = /).innerText()

export async function acceptBatch(page: Screen): Promise<void> {
  await page.getByRole('button', { name: batchText.accept }).click()
  await page.getByText(batchText.accepted, { exact: true }).first().waitFor()
  await page.getByRole('button', { name: batchText.undo, exact: true }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
}

/** The lines of the downloaded roll, the header first. */
export async function downloadRoll(organiser: Person): Promise<string[][]> {
  const text = await organiser.download(() =>
    organiser.page().getByRole('link', { name: rollText.export }).click(),
  )
  return Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data
}
