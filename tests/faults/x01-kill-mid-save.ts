/** The browser is killed while the volunteer saves as fast as the phone can. */
import type { Fault } from './fault.ts'
import { pause } from './lab/weather.ts'

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
      phone.tab.work(0)
      await pause(200 + lab.dice.below(700))
      await phone.kill()
      const known = field.ledger.saved.flatMap(({ id }) => id ?? [])
      await phone.openTab()
      const onPhone = new Set<string>((await phone.tab.look()).entries.map(({ id }) => id))
      lab.must(
        known.every((id) => onPhone.has(id)),
        'J1 what was called saved is on the phone after its battery ended',
      )
    }
    await field.reckon([phone])
  },
}
