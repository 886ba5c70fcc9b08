/**
 * The last bytes of the database's log are missing, as after a power cut or on
 * a full disk. Chromium then starts as if all were well, takes further strict
 * writes, and at the start after that has an empty database.
 */
import { readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './fault.ts'
import { straight } from './lab/link.ts'
import { fillForm, newResident, openForm, pressSign, waitUntilSaved } from './lab/screens.ts'

const MAX_CUT_BYTES = 700

export const x03: Fault = {
  id: 'X3',
  title: 'torn log of the database',
  proves: 'J1 J4',
  stores: 'one',
  trials: 5,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    let wiped = 0
    for (let trial = 0; trial < trials; trial += 1) {
      field.link.way = async () => ({ is: 'broken' })
      await phone.tab.save(20)
      const resident = newResident()
      const form = await openForm(phone, field, trial)
      await fillForm(form, resident)
      await pressSign(form)
      await waitUntilSaved(form, field, resident)
      await phone.kill()
      tearLog(phone.browser.profile, 1 + lab.dice.below(MAX_CUT_BYTES))
      await phone.openTab()
      await phone.tab.save(50)
      await phone.kill()
      field.link.way = straight
      const how = await field.resume(phone)
      const { losses, entries } = await phone.tab.look()
      if (how !== 'went on') {
        wiped += 1
        lab.must(losses.length > 0, 'J4 a phone whose database came back empty says so')
      }
      const onPhone = new Set<string>(entries.map(({ id }) => id))
      lab.must(
        field.ledger.saved.every(({ id }) => id === undefined || onPhone.has(id)),
        'J4 what the database lost is brought back from the files',
      )
      await phone.tab.settle(20_000)
    }
    lab.note(`the database was wiped in ${wiped} of ${trials}`)
    await field.reckon([phone])
  },
}

function tearLog(profile: string, bytes: number): void {
  const folder = join(profile, 'Default/IndexedDB')
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.leveldb\/\d+\.log$/.test(name))
    .sort()
  const log = join(folder, logs.at(-1) ?? '')
  truncateSync(log, Math.max(0, statSync(log).size - bytes))
}
