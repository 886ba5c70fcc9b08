/** The browser gives this page no more room. */
import type { Fault } from './fault.ts'
import { straight } from './lab/link.ts'

const QUOTA_BYTES = 600_000
const MAX_SAVES = 1_500
const SAYS_SO_MS = 10_000

export const x05: Fault = {
  id: 'X5',
  title: 'quota used up',
  proves: 'J1',
  stores: 'one',
  trials: 2,
  async run(lab, trials) {
    const field = await lab.openField()
    for (let trial = 0; trial < trials; trial += 1) {
      const phone = await field.newPhone()
      const screen = await phone.openScreen('/lab/empty')
      const protocol = await phone.browser.protocolOf(screen)
      // Before the first write of the profile: later the browser remembers how much there was.
      await protocol.send('Storage.overrideQuotaForOrigin', {
        origin: field.link.url,
        quotaSize: QUOTA_BYTES,
      })
      await field.resume(phone)
      field.link.way = async () => ({ is: 'broken' })
      const refused = field.ledger.refusedAfterMs.length
      for (let saves = 0; field.ledger.refusedAfterMs.length === refused && saves < MAX_SAVES; saves += 20) {
        await phone.tab.save(20)
      }
      lab.must(
        field.ledger.refusedAfterMs.length > refused,
        'J1 without room in either place, nothing is called saved',
      )
      await phone.kill()
      field.link.way = straight
      await field.resume(phone)
      await phone.tab.settle(20_000)
      const saved = field.ledger.saved.length
      await phone.tab.save(10)
      lab.must(field.ledger.saved.length === saved + 10, 'J1 with room again, a phone saves')
      await field.settle(phone)
      await phone.remove()
    }
    await field.reckon([])
    const slowest = Math.max(0, ...field.ledger.refusedAfterMs)
    lab.must(slowest <= SAYS_SO_MS, `J1 a save that fails says so in time (${Math.round(slowest)} ms)`)
    lab.note(`not saved ${field.ledger.refusedAfterMs.length}, after ${Math.round(slowest)} ms at most`)
  },
}
