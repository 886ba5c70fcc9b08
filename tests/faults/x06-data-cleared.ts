/** The site's data are cleared while the page is open and the volunteer saves. */
import type { Fault } from './fault.ts'
import { straight } from './lab/link.ts'
import { pause } from './lab/weather.ts'

const CLEARED = ['indexeddb', 'file_systems', 'indexeddb', 'all'] as const

export const x06: Fault = {
  id: 'X6',
  title: 'data cleared under the page',
  proves: 'J1 J4',
  stores: 'one',
  trials: 8,
  async run(lab, trials) {
    const field = await lab.openField()
    for (let trial = 0; trial < trials; trial += 1) {
      const cleared = CLEARED[trial % CLEARED.length] ?? 'indexeddb'
      const phone = await field.joinedPhone()
      field.link.way = async () => ({ is: 'broken' })
      await phone.tab.save(10)
      const protocol = await phone.browser.protocolOf(phone.tab.page)
      phone.tab.work(lab.dice.below(20))
      await pause(100 + lab.dice.below(400))
      await protocol.send('Storage.clearDataForOrigin', { origin: field.link.url, storageTypes: cleared })
      await pause(1_500)
      await phone.tab.rest()
      await pause(1_000)
      lab.must(
        cleared === 'file_systems' || (await phone.tab.look()).losses.length > 0,
        `J4 a phone whose data were cleared under it says so (${cleared})`,
      )
      if (trial % 2 === 0) await phone.kill()
      field.link.way = straight
      if (trial % 2 === 0) await field.resume(phone)
      await field.settle(phone)
      await phone.remove()
    }
    await field.reckon([])
  },
}
