/** The browser wakes the service worker, and that one the page that waits out a long back-off. */
import type { CDPSession } from 'playwright-core'
import { WAKE_UP } from '#device/wake-up.ts'
import type { Fault } from './fault.ts'
import { straight } from './lab/link.ts'
import { pause } from './lab/weather.ts'

const WOKEN_MS = 5_000
const DOWN_MS = 8_000

export const x14: Fault = {
  id: 'X14',
  title: 'background sync',
  proves: 'S4',
  stores: 'each',
  trials: 2,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    for (let trial = 0; trial < trials; trial += 1) {
      await phone.openScreen(`/p/${field.petition.id}`)
      const { page } = await phone.openTab()
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      field.link.way = async () => ({ is: 'broken' })
      await phone.tab.save(10)
      // From here on the app alone is left to send; it has tried in vain and waits.
      await page.close()
      await pause(DOWN_MS)
      const screen = await phone.openScreen('/lab/empty')
      const protocol = await phone.browser.protocolOf(screen)
      const registrationId = await registrationOf(protocol)
      field.link.way = straight
      const before = field.link.pushes()
      await protocol.send('ServiceWorker.dispatchSyncEvent', {
        origin: field.link.url,
        registrationId,
        tag: WAKE_UP,
        lastChance: true,
      })
      for (let waited = 0; field.link.pushes() === before && waited < WOKEN_MS; waited += 100)
        await pause(100)
      lab.must(field.link.pushes() > before, 'S4 a sync event wakes the page that waits')
      await phone.kill()
      await phone.openTab()
    }
    await field.reckon([phone])
  },
}

function registrationOf(protocol: CDPSession): Promise<string> {
  return new Promise((resolve, reject) => {
    protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [found] = registrations
      if (found !== undefined) resolve(found.registrationId)
    })
    protocol.send('ServiceWorker.enable').catch(reject)
  })
}
