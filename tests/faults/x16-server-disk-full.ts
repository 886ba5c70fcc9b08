/** The disk of the server fills up under its database while phones push. */
import { mountSmallDisk } from '../tools/small-disk.ts'
import type { Fault } from './fault.ts'
import { fillDisk, freeDisk } from './lab/fill-disk.ts'
import { isPush } from './lab/link.ts'
import { pause } from './lab/weather.ts'

/** PostgreSQL begins with 40 MB of its own and keeps some WAL. */
const KIB = { libsql: 16 * 1024, postgres: 224 * 1024 }
const MAX_FULL_MS = 12_000

export const x16: Fault = {
  id: 'X16',
  title: 'disk full on the server',
  proves: 'S2 S4',
  stores: 'each',
  trials: 3,
  async run(lab, trials) {
    const disk = mountSmallDisk(KIB[lab.store])
    if (disk === undefined) {
      lab.note('*** this user may not mount a small disk: not run ***')
      return
    }
    try {
      const field = await lab.openField(
        lab.store === 'libsql' ? { dataDir: disk.directory } : { clusterDirectory: disk.directory },
      )
      const phone = await field.joinedPhone()
      let failed = 0
      field.link.way = async (asked, forward) => {
        const reply = await forward()
        if (isPush(asked) && reply.status >= 500) failed += 1
        return { is: 'whole', reply }
      }
      for (let trial = 0; trial < trials; trial += 1) {
        fillDisk(disk.directory)
        const before = failed
        phone.tab.work(2)
        for (let waited = 0; failed < before + 3 && waited < MAX_FULL_MS; waited += 200) await pause(200)
        lab.must(failed > before, 'the full disk was met by a push, which got no receipt')
        await phone.tab.rest()
        freeDisk(disk.directory)
        // PostgreSQL that can't write its log ends; whoever runs it starts it again.
        await field.postgres?.start()
      }
      lab.note(`pushes refused ${failed}`)
      await field.reckon([phone])
    } finally {
      await lab.close()
      disk.remove()
    }
  },
}
