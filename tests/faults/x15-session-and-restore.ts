/** The session ends, the access is taken back, and the server is restored from an older backup, while a phone has unsent entries. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { straight } from './lab/link.ts'

const HAND_OVER_MS = 30_000

export const x15: Fault = {
  id: 'X15',
  title: 'session ended, revoked, restored',
  proves: 'S8 S9 J3',
  stores: 'each',
  trials: 2,
  async run(lab, trials) {
    const field = await lab.openField({ env: { BACKUP_EVERY: '0' } })
    for (let trial = 0; trial < trials; trial += 1) {
      await endSessions(field)
      await restoreOlder(lab, field)
      await revoke(lab, field)
    }
    await field.reckon([], { mayBeAside: ['device-revoked'] })
  },
}

async function endSessions(field: Field): Promise<void> {
  const phone = await field.joinedPhone()
  field.link.way = async () => ({ is: 'broken' })
  await phone.tab.save(20)
  const device = await phone.tab.device()
  await field.changeDatabase((server) =>
    server.store.db.updateTable('sessions').set({ expiresAt: 1 }).where('device', '=', device).execute(),
  )
  field.link.way = straight
  await field.settle(phone)
  await phone.remove()
}

/** The backup knows the phone and its first entries; what came after it is on the phone alone. */
async function restoreOlder(lab: Lab, field: Field): Promise<void> {
  const phone = await field.joinedPhone()
  await phone.tab.save(20)
  await phone.tab.settle(20_000)
  field.run('backup')
  await phone.tab.save(20)
  await phone.tab.settle(20_000)
  const before = (await phone.tab.look()).entries.length
  await phone.tab.page.close()
  await field.server.stop()
  const backups = join(field.place.dataDir, 'backups')
  const newest = readdirSync(backups)
    .filter((name) => name.endsWith('.db'))
    .sort()
    .at(-1)
  field.run('restore', join(backups, newest ?? ''), '--force')
  await field.server.start()
  await phone.openTab()
  await phone.tab.save(10)
  await field.settle(phone)
  lab.must((await phone.tab.look()).entries.length >= before + 10, 'J3 a phone keeps what it has sent')
  await phone.remove()
}

async function revoke(lab: Lab, field: Field): Promise<void> {
  const phone = await field.joinedPhone()
  field.link.way = async () => ({ is: 'broken' })
  await phone.tab.save(20)
  await field.petition.revoke(await phone.tab.device())
  field.link.way = straight
  await phone.tab.settle(HAND_OVER_MS)
  const { entries } = await phone.tab.look()
  lab.must(
    entries.every(({ state }) => state !== 'unsent'),
    'S8 a phone whose access was taken back hands in what it holds',
  )
  await field.settle(phone)
  await phone.remove()
}
