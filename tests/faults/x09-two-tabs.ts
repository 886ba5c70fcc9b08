/** Two tabs of one phone gather; one is frozen while it sends, and one is closed while it saves. */
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { isPush, straight } from './lab/link.ts'
import type { Phone, Tab } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

export const x09: Fault = {
  id: 'X9',
  title: 'two tabs, one frozen or closed',
  proves: 'S1 S6',
  stores: 'each',
  trials: 3,
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
  const protocol = await phone.browser.protocolOf(first.page)
  await protocol.send('Page.setWebLifecycleState', { state: 'frozen' })
  field.link.way = straight
  await second.save(20)
  const left = await second.settle(30_000)
  lab.must(left === 0, 'S6 a tab that is frozen while it sends does not keep the other one from sending')
  await protocol.send('Page.setWebLifecycleState', { state: 'active' })
  letGo()
  await protocol.detach()
}
