/** The network comes and goes; the phone gathers on, and sends by itself once there is one. */
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { straight } from './lab/link.ts'
import type { Phone } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

const DOWN_MS = 5_000
const WOKEN_MS = 8_000
/** After a handful of failures, the longest back-off there can be is 32 s. */
const BACK_OFF_MS = 45_000
const SHORTLY_DOWN_MS = 2_000

export const x13: Fault = {
  id: 'X13',
  title: 'network comes and goes',
  proves: 'J1 S4',
  stores: 'each',
  trials: 4,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    for (let trial = 0; trial < trials; trial += 1) {
      await flap(lab, field, phone)
      if (trial % 2 === 0) await wakeByNetwork(lab, field, phone)
      else await retryUnwoken(lab, field, phone)
    }
    await field.reckon([phone])
  },
}

async function flap(lab: Lab, field: Field, phone: Phone): Promise<void> {
  const context = phone.browser.context()
  phone.tab.work(5)
  for (let change = 0; change < 6; change += 1) {
    await context.setOffline(change % 2 === 0)
    await pause(100 + lab.dice.below(500))
  }
  await context.setOffline(true)
  const saved = field.ledger.saved.length
  await pause(500)
  lab.must(field.ledger.saved.length > saved, 'J1 a phone saves without a network')
  await phone.tab.rest()
  await context.setOffline(false)
}

/** The app itself, on its first screen, waits out its back-off; the browser says that it is online. */
async function wakeByNetwork(lab: Lab, field: Field, phone: Phone): Promise<void> {
  const context = phone.browser.context()
  await phone.openScreen(`/p/${field.petition.id}`)
  await context.setOffline(true)
  await phone.tab.save(10)
  await phone.tab.page.close()
  await pause(DOWN_MS)
  const before = field.link.pushes()
  await context.setOffline(false)
  for (let waited = 0; field.link.pushes() === before && waited < WOKEN_MS; waited += 100) await pause(100)
  lab.must(field.link.pushes() > before, 'S4 the network that comes back wakes the app')
  await phone.kill()
  await phone.openTab()
}

/** Nobody says anything: the server did not answer for a while, and does again. */
async function retryUnwoken(lab: Lab, field: Field, phone: Phone): Promise<void> {
  await phone.tab.settle(BACK_OFF_MS)
  field.link.way = async () => ({ is: 'broken' })
  await phone.tab.save(2)
  await pause(SHORTLY_DOWN_MS)
  field.link.way = straight
  let left = 2
  for (let waited = 0; left > 0 && waited < BACK_OFF_MS; waited += 500) {
    await pause(500)
    left = (await phone.tab.look()).unsent
  }
  lab.must(left === 0, `S4 a phone tries again until it is answered (${left} left)`)
}
