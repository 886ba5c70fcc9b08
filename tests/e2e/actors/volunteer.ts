/** What a volunteer and the residents do on the phone, in the words of their own catalogue. */
import type { Outcome } from '#domain/outcome.ts'
import { readyText } from '../../../src/ui/volunteer/ready/text.ts'
import { doorText, outcomeTexts } from '../../../src/ui/volunteer/streets/text.ts'
import { callBackText } from '../../../src/ui/volunteer/streets/tools/text.ts'
import { joinText } from '../../../src/ui/volunteer/text.ts'
import type { Screen } from '../../tools/engines/screen.ts'
import { laterText, signingText } from '../../tools/english-texts.ts'

export async function join(page: Screen, url: string, code: string): Promise<void> {
  await page.goto(`${url}/join`)
  await page.getByLabel(joinText.code).fill(code)
  await page.getByRole('button', { name: joinText.join, exact: true }).click()
}

/** Waits until every line that must be green is. */
export async function passReadyCheck(page: Screen): Promise<void> {
  await page.getByRole('heading', { name: readyText.title }).waitFor()
  await page.getByText(readyText.keyGood).waitFor()
  await page.getByText(readyText.offlineGood).waitFor()
  await page.getByText(/\d+ streets?, \d+ doors?\./).waitFor()
}

export async function knock(page: Screen, outcome: Outcome): Promise<void> {
  const before = await page.evaluate(() => location.href)
  await page.getByRole('button', { name: outcomeTexts[outcome], exact: true }).click()
  if (outcome === 'call-back') await page.getByRole('button', { name: callBackText.anyTime }).click()
  await page.waitForURL((url) => url.toString() !== before)
}

export type Resident = {
  readonly name: string
  /** Another one than this door's. */
  readonly address?: string
  readonly postcode?: string
  /** Draws instead of typing. */
  readonly draws?: boolean
  readonly email?: string
}

/** From the door: the wording, the handed-over phone, the contact page, and the phone back. */
export async function signAtDoor(page: Screen, resident: Resident, look?: Look): Promise<void> {
  await page
    .getByRole('link', { name: doorText.sign, exact: true })
    .or(page.getByRole('button', { name: doorText.sign, exact: true }))
    .click()
  await page.getByRole('heading', { name: signingText.readTitle }).waitFor()
  await look?.(page)
  await page
    .getByRole('button', { name: signingText.handOver })
    .or(page.getByRole('link', { name: signingText.handOver }))
    .click()
  await giveSignature(page, resident, look)
}

/** Called on each screen of the way, for whoever wants to look at it. */
type Look = (page: Screen) => Promise<void>

/** From the resident's page to the volunteer's. */
export async function giveSignature(
  page: Screen,
  { name, address, postcode, draws = false, email }: Resident,
  look: Look = async () => {},
): Promise<void> {
  await page.getByRole('heading', { name: signingText.formTitle }).waitFor()
  await look(page)
  await page.getByLabel(signingText.name).fill(name)
  if (address !== undefined) {
    await page.getByRole('button', { name: signingText.otherAddress }).click()
    await page.getByLabel(signingText.address).fill(address)
  }
  if (postcode !== undefined) await page.getByLabel(signingText.postcode).fill(postcode)
  await page.getByRole('radio', { name: 'I live here' }).check()
  if (draws) {
    await drawSignature(page)
    await page.getByRole('button', { name: signingText.sign, exact: true }).click()
  } else {
    await page.getByRole('button', { name: signingText.signTyped }).click()
  }
  await page.getByText(signingText.thanksWords).waitFor()
  await look(page)
  if (email !== undefined) {
    await page.getByRole('button', { name: signingText.keepMePosted }).click()
    await page.getByRole('heading', { name: laterText.contactTitle }).waitFor()
    await page
      .getByRole('group', { name: laterText.purposeTexts.result })
      .getByRole('checkbox', { name: laterText.channelTexts.email })
      .check()
    await page.getByLabel(laterText.email).fill(email)
    await look(page)
    await page.getByRole('button', { name: laterText.contactSave }).click()
    await page.getByRole('heading', { name: signingText.handBackTitle }).waitFor()
    await look(page)
  }
  await page.getByRole('button', { name: signingText.hold }).click({ delay: 1400 })
  await page.getByText(signingText.anotherPerson).waitFor()
  await look(page)
}

async function drawSignature(page: Screen): Promise<void> {
  const pad = page.locator('canvas')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (box === null) throw new Error('there is a pad to draw on')
  await page.mouse.move(box.x + 20, box.y + box.height / 2)
  await page.mouse.down()
  for (let step = 0; step <= 20; step += 1) {
    await page.mouse.move(box.x + 20 + step * 8, box.y + box.height / 2 + Math.sin(step) * 20)
  }
  await page.mouse.up()
}

export const goOn = (page: Screen): Promise<void> =>
  page
    .getByRole('link', { name: /^(Start|Go on) in / })
    .or(page.getByRole('button', { name: /^(Start|Go on) in / }))
    .first()
    .click()
