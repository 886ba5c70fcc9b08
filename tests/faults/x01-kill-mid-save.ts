/** The browser is killed while the volunteer saves as fast as the phone can, and while a resident types or presses "Sign". */
import { signingText } from '../tools/english-texts.ts'
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { fillForm, newResident, openForm, pressSign, waitUntilSaved } from './lab/screens.ts'
import type { Phone } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

const DRAFT_KEPT_MS = 1_000

export const x01: Fault = {
  id: 'X1',
  title: 'browser killed in mid save',
  proves: 'J1',
  stores: 'each',
  trials: 12,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    for (let trial = 0; trial < trials; trial += 1) {
      if (trial % 4 === 3) await killAtForm(lab, field, phone, trial)
      else {
        phone.tab.work(0)
        await pause(200 + lab.dice.below(700))
        await phone.kill()
        await phone.openTab()
      }
      const onPhone = new Set<string>((await phone.tab.look()).entries.map(({ id }) => id))
      lab.must(
        field.ledger.saved.every(({ id }) => id === undefined || onPhone.has(id)),
        'J1 what was called saved is on the phone after its battery ended',
      )
    }
    await field.reckon([phone])
  },
}

/** Nothing typed is lost: it is saved, or the form has it again. */
async function killAtForm(lab: Lab, field: Field, phone: Phone, place: number): Promise<void> {
  const before = (await phone.tab.look()).entries.length
  const resident = newResident()
  const form = await openForm(phone, field, place)
  await fillForm(form, resident)
  await pause(DRAFT_KEPT_MS)
  const said = waitUntilSaved(form, field, resident).catch(() => undefined)
  const pressed = place % 8 === 3 ? undefined : pressSign(form).catch(() => undefined)
  await pause(lab.dice.below(400))
  await phone.kill()
  await Promise.all([said, pressed])
  await phone.openTab()
  if ((await phone.tab.look()).entries.length > before) return
  const again = await openForm(phone, field, place)
  const typed = await again.getByLabel(signingText.name).inputValue()
  lab.must(typed === resident, 'J1 what was typed before the battery ended is saved, or in the form again')
}
