/** Data of an older version are opened by today's; an old tab writes beside a new one; an old version comes back for a while. */
import type { Page } from 'playwright-core'
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { straight } from './lab/link.ts'
import type { Phone } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

const WAYS = ['upgrade', 'old tab beside a new one', 'new, then old, then new'] as const

const COUNTED_MS = 5_000

export const x11: Fault = {
  id: 'X11',
  title: 'older schemas',
  proves: 'S7 T1',
  stores: 'one',
  trials: 6,
  async run(lab, trials) {
    const field = await lab.openField()
    for (let trial = 0; trial < trials; trial += 1) {
      const phone = await field.joinedPhone()
      await phone.tab.save(10)
      await phone.tab.settle(20_000)
      field.link.way = async () => ({ is: 'broken' })
      await phone.tab.save(10)
      await phone.tab.page.close()
      const old = await openOld(phone)
      await old.evaluate(() => window.oldPhone.goBack())
      await old.evaluate(() => window.oldPhone.save(10))
      await meetToday(lab, field, phone, old, WAYS[trial % WAYS.length] ?? 'upgrade')
      await phone.remove()
    }
    await field.reckon([])
  },
}

async function meetToday(
  lab: Lab,
  field: Field,
  phone: Phone,
  old: Page,
  way: (typeof WAYS)[number],
): Promise<void> {
  if (way === 'upgrade') await phone.kill()
  await phone.openTab()
  await phone.tab.save(5)
  if (way === 'old tab beside a new one') {
    await old.evaluate(() => window.oldPhone.save(10))
    await phone.tab.save(5)
  }
  if (way === 'new, then old, then new') {
    await phone.kill()
    await (await openOld(phone)).evaluate(() => window.oldPhone.save(10))
    await phone.kill()
    await phone.openTab()
  }
  field.link.way = straight
  await field.settle(phone)
  // An old version counts nothing of what it writes: the next start counts anew.
  await phone.kill()
  await phone.openTab()
  const shown = await shownAfter(phone, COUNTED_MS)
  lab.must(shown === 0, `T1 after the next start, nothing is shown as unsent that is not (${shown}; ${way})`)
}

async function shownAfter({ tab }: Phone, ms: number): Promise<number> {
  const until = performance.now() + ms
  for (;;) {
    const { shownUnsent } = await tab.look()
    if (shownUnsent === 0 || performance.now() > until) return shownUnsent
    await pause(200)
  }
}

async function openOld(phone: Phone): Promise<Page> {
  const page = await phone.openScreen('/lab/old.html')
  await page.waitForFunction(() => 'oldPhone' in window)
  return page
}
