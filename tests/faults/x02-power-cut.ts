/** The power ends: of what the browser wrote, only what it had synced is there. Each copy must hold everything by itself (J1). */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { straight } from './lab/link.ts'
import { watchDisk } from './lab/power-cut.ts'
import type { Phone } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

/** Which copy is left beside the cut. */
const LEFT = ['database', 'files', 'both'] as const
const FOLDERS = { database: 'Default/File System', files: 'Default/IndexedDB' }

export const x02: Fault = {
  id: 'X2',
  title: 'power cut',
  proves: 'J1 J4',
  stores: 'one',
  trials: 3,
  async run(lab, trials) {
    const field = await lab.openField()
    for (let trial = 0; trial < trials; trial += 1) {
      const phone = await field.joinedPhone()
      await cutPower(lab, field, phone, LEFT[trial % LEFT.length] ?? 'both')
      await field.settle(phone)
      await phone.remove()
    }
    await field.reckon([])
  },
}

async function cutPower(lab: Lab, field: Field, phone: Phone, left: (typeof LEFT)[number]): Promise<void> {
  const { profile } = phone.browser
  const earlier = field.ledger.saved.length
  const lax = await watchTransactions(phone)
  // Nothing may reach the server: the phone's disk is all there is.
  field.link.way = async () => ({ is: 'broken' })
  const watch = await watchDisk(profile, join(profile, '..', 'strace'))
  phone.tab.work(0)
  await pause(1_500)
  lab.must((await lax()).length === 0, 'J1 every write of an entry is strict')
  await phone.kill()
  if (watch === undefined) lab.note('*** no strace here: only the strictness of each write was looked at ***')
  const { written, cut } = (await watch?.cut()) ?? { written: 0, cut: 0 }
  lab.must(watch === undefined || written > 0, 'the trace saw what the browser wrote')
  if (left !== 'both') {
    const other = join(profile, FOLDERS[left])
    lab.must(existsSync(other), `J1 there is a second copy beside the ${left}`)
    rmSync(other, { recursive: true, force: true })
  }
  const ids = field.ledger.saved.slice(earlier).flatMap(({ id }) => id ?? [])
  lab.note(`${left}: ${ids.length} saved, ${cut} of ${written} bytes cut`)
  field.link.way = straight
  await field.resume(phone)
  const onPhone = new Set<string>((await phone.tab.look()).entries.map(({ id }) => id))
  const missing = ids.filter((id) => !onPhone.has(id))
  lab.must(
    missing.length === 0,
    `J1 the ${left} alone holds what was saved (${missing.length} of ${ids.length} lost)`,
  )
}

/** The cheap twin: notes each transaction that may write an entry and is not strict. */
async function watchTransactions({ tab }: Phone): Promise<() => Promise<string[]>> {
  await tab.page.evaluate(() => {
    const lax: string[] = []
    const begin = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function transaction(names, mode, options) {
      const begun = begin.call(this, names, mode, options)
      const writesEntries = mode === 'readwrite' && [names].flat().includes('entries')
      if (writesEntries && begun.durability !== 'strict') lax.push(begun.durability)
      return begun
    }
    Object.assign(window, { lax })
  })
  return () => tab.page.evaluate(() => (window as unknown as { lax: string[] }).lax)
}
