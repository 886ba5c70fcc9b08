/** The phone's disk is full to the last block, and later has room again. */
import { mountSmallDisk } from '../tools/small-disk.ts'
import type { Fault } from './fault.ts'
import { fillDisk, freeDisk } from './lab/fill-disk.ts'
import { pause } from './lab/weather.ts'

const KIB = 160 * 1024
/** Each place has four seconds to answer; then a screen has to say something. */
const SAYS_SO_MS = 10_000
const FULL_MS = 6_000

export const x04: Fault = {
  id: 'X4',
  title: 'disk full on the phone',
  proves: 'J1 J4',
  stores: 'one',
  trials: 3,
  async run(lab, trials) {
    const field = await lab.openField()
    for (let trial = 0; trial < trials; trial += 1) {
      const disk = mountSmallDisk(KIB)
      if (disk === undefined) {
        lab.note('*** this user may not mount a small disk: not run ***')
        return
      }
      const phone = await field.joinedPhone({ directory: disk.directory })
      try {
        await phone.tab.save(20)
        fillDisk(disk.directory)
        phone.tab.work(0)
        await pause(FULL_MS)
        freeDisk(disk.directory)
        await phone.tab.rest()
        const saved = field.ledger.saved.length
        if (trial % 2 === 0) await phone.kill()
        else await phone.tab.page.close()
        await field.resume(phone)
        await phone.tab.save(20)
        lab.must(field.ledger.saved.length === saved + 20, 'J1 with room on the disk again, a phone saves')
        await phone.kill()
        await field.resume(phone)
        await field.settle(phone)
      } finally {
        await phone.remove()
        disk.remove()
      }
    }
    await field.reckon([])
    const slowest = Math.max(0, ...field.ledger.refusedAfterMs)
    lab.must(slowest <= SAYS_SO_MS, `J1 a save that fails says so in time (${Math.round(slowest)} ms)`)
    lab.note(`not saved ${field.ledger.refusedAfterMs.length}, after ${Math.round(slowest)} ms at most`)
  },
}
