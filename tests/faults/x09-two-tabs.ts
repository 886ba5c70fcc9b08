/** Two tabs of one phone gather; one is frozen while it sends, and one is closed while it saves. */
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { isPush, straight } from './lab/link.ts'
import type { Phone, Tab } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

/** A tab looks for the lock a few times before it takes the other one for frozen. */
const WITHOUT_LOCK_MS = 60_000

export const x09: Fault = {
  id: 'X9',
  title: 'two tabs, one frozen or closed',
  proves: 'S1 S6',
  stores: 'each',
  trials: 1,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    for (let trial = 0; trial < trials; trial += 1) {
      const first = phone.tab
      const second = await phone.openTab()
      await freezeWhileSending(lab, field, phone, first, second)
      first.work(1)
      second.work(1)
      await pause(500 + lab.dice.below(1_000))
      await first.page.close()
      await pause(300)
      await second.rest()
    }
    await field.reckon([phone])
  },
}

/** The frozen tab keeps its lock and its half-done push; the other one sends all the same, and what the first saved too. */
async function freezeWhileSending(
  lab: Lab,
  field: Field,
  phone: Phone,
  first: Tab,
  second: Tab,
): Promise<void> {
  let isSending = () => {}
  const sending = new Promise<void>((resolve) => {
    isSending = resolve
  })
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  field.link.way = async (asked, forward) => {
    if (!isPush(asked)) return straight(asked, forward)
    const reply = await forward()
    isSending()
    await held
    return { is: 'whole', reply }
  }
  await first.save(1)
  await sending
  const thaw = await phone.browser.freeze(first.page)
  field.link.way = straight
  await second.save(20)
  const left = await second.settle(WITHOUT_LOCK_MS)
  lab.must(left === 0, 'S6 a tab that is frozen while it sends does not keep the other one from sending')
  const stillHeld = await second.page.evaluate(async () => (await navigator.locks.query()).held?.length)
  lab.must(stillHeld === 1, 'the frozen tab kept its lock all the while')
  thaw()
  letGo()
}
