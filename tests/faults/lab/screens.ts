/** The few steps on the real screens that a fault interrupts, in the words of their catalogue. */
import type { Page } from 'playwright-core'
import { signingText } from '../../tools/english-texts.ts'
import type { Field } from './lab.ts'
import type { Phone } from './volunteer.ts'

let residents = 0

/** A name that nothing else in the world is called. */
export function newResident(): string {
  residents += 1
  return `Quillfeather Ottoline ${residents}`
}

/** The resident's form at one of the doors, in a new tab, with the phone handed over. */
export async function openForm(phone: Phone, { petition }: Field, place: number): Promise<Page> {
  const { street, door } = petition.doors[place % petition.doors.length] ?? {}
  const page = await phone.openScreen(`/p/${petition.id}/streets/${street}/doors/${door}/sign`)
  await handOver(page)
  return page
}

export async function handOver(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: signingText.handOver })
    .or(page.getByRole('button', { name: signingText.holdToGoOn }))
    .waitFor()
  await holdOn(page)
  await page.getByRole('button', { name: signingText.handOver }).click()
  await page.getByRole('heading', { name: signingText.formTitle }).waitFor()
}

/** Where another tab was handed over, or was killed while it was, this one shows nothing until somebody holds. */
export async function holdOn(page: Page): Promise<void> {
  const hold = page.getByRole('button', { name: signingText.holdToGoOn })
  if (!(await hold.isVisible())) return
  await hold.click({ delay: 1_400 })
  await hold.waitFor({ state: 'hidden' })
}

/** Types the name, which this petition takes for a signature. */
export async function fillForm(page: Page, name: string): Promise<void> {
  await page.getByLabel(signingText.name).fill(name)
  await page.getByRole('radio', { name: 'I live here' }).check()
}

export const pressSign = (page: Page): Promise<void> =>
  page.getByRole('button', { name: signingText.sign, exact: true }).click()

/** Waits for the screen's word and enters it into the ledger. */
export async function waitUntilSaved(page: Page, field: Field, name: string): Promise<void> {
  await page.getByText(signingText.thanksWords).waitFor()
  field.ledger.hear({ is: 'saved', deed: { mark: name, kind: 'sign' } })
}
