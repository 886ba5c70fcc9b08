/** A new version of the app arrives while two tabs have a half-typed form. Neither loses a letter, and both can still sign. */
import { cpSync, rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { signingText } from '../tools/english-texts.ts'
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { fillForm, holdOn, newResident, openForm, pressSign, waitUntilSaved } from './lab/screens.ts'
import { buildSecondVersion } from './lab/second-build.ts'
import type { Phone } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

const UPDATE_MS = 20_000

export const x12: Fault = {
  id: 'X12',
  title: 'update with two half-typed forms',
  proves: 'S8',
  stores: 'one',
  trials: 2,
  async run(lab, trials) {
    const { app } = lab.build
    const first = `${app}-first`
    cpSync(app, first, { recursive: true })
    const second = buildSecondVersion()
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    try {
      for (let trial = 0; trial < trials; trial += 1) {
        // There and back again: either way the page's own files are gone from the server.
        await updateUnderForms(lab, field, phone, trial % 2 === 0 ? second.app : first)
        await phone.kill()
        await phone.openTab()
      }
      await field.reckon([phone])
    } finally {
      second.remove()
      replace(app, first)
      rmSync(first, { recursive: true })
    }
  },
}

async function updateUnderForms(lab: Lab, field: Field, phone: Phone, second: string): Promise<void> {
  const home = await phone.openScreen(`/p/${field.petition.id}`)
  await home.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await home.reload()
  const version = await home.evaluate(() => document.documentElement.dataset.version)
  const residents = [newResident(), newResident()]
  const tabs: Page[] = []
  for (const [place, resident] of residents.entries()) {
    const form = await openForm(phone, field, place)
    await fillForm(form, resident)
    await form.evaluate(() => Object.assign(window, { isSamePage: true }))
    tabs.push(form)
  }
  replace(lab.build.app, second)
  await home.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.update()))
  await home.waitForFunction(
    () => navigator.serviceWorker.getRegistration().then((found) => found?.waiting != null),
    undefined,
    { timeout: UPDATE_MS },
  )
  await holdOn(home)
  await home.getByRole('button', { name: 'Use it now' }).click({ timeout: UPDATE_MS })
  await home.waitForFunction((before) => document.documentElement.dataset.version !== before, version, {
    timeout: UPDATE_MS,
  })
  await pause(1_000)

  for (const [place, resident] of residents.entries()) {
    const tab = tabs[place]
    if (tab === undefined) continue
    const stayed = await tab.evaluate(() => 'isSamePage' in window)
    lab.must(stayed, 'S8 an update that one tab takes loads no other tab again')
    const typed = await tab.getByLabel(signingText.name).inputValue()
    lab.must(typed === resident, 'S8 an update costs no letter of a half-typed form')
    await pressSign(tab)
    await waitUntilSaved(tab, field, resident)
  }
}

function replace(app: string, by: string): void {
  rmSync(app, { recursive: true, force: true })
  cpSync(by, app, { recursive: true })
}
