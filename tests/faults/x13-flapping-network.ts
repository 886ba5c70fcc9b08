/** The network comes and goes; the phone gathers on, and sends by itself once there is one. */
import type { Fault } from './fault.ts'
import { pause } from './lab/weather.ts'

/** Two back-offs of a phone that has failed some ten times would be longer; a save ends the wait, as it does at a door. */
const BY_ITSELF_MS = 20_000

export const x13: Fault = {
  id: 'X13',
  title: 'network comes and goes',
  proves: 'S4',
  stores: 'each',
  trials: 6,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    for (let trial = 0; trial < trials; trial += 1) {
      const context = phone.browser.context()
      phone.tab.work(5)
      for (let flap = 0; flap < 6; flap += 1) {
        await context.setOffline(flap % 2 === 0)
        await pause(100 + lab.dice.below(500))
      }
      await context.setOffline(true)
      const saved = field.ledger.saved.length
      await pause(300)
      lab.must(field.ledger.saved.length > saved, 'J1 a phone saves without a network')
      await phone.tab.rest()
      if (trial % 2 === 1) {
        await phone.kill()
        await phone.openTab()
      }
      await phone.browser.context().setOffline(false)
      await phone.tab.save(1)
      const left = await leftAfter(BY_ITSELF_MS, async () => (await phone.tab.look()).unsent)
      lab.must(left === 0, `S4 with the network back, a phone sends by itself (${left} left)`)
    }
    await field.reckon([phone])
  },
}

async function leftAfter(ms: number, unsent: () => Promise<number>): Promise<number> {
  const until = performance.now() + ms
  for (;;) {
    const left = await unsent()
    if (left === 0 || performance.now() > until) return left
    await pause(200)
  }
}
