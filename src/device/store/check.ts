/** Whether the disk takes what it is given, and whose it is (J4). */
import type { PhoneDatabase } from '../database.ts'
import type { StoreMemory } from '../ports.ts'

const INSTALL = 'install'
const CHECKS = 'checks'

/** Part of a transaction. */
export async function rememberInstall(db: PhoneDatabase): Promise<StoreMemory> {
  const known = await db.settings.get(INSTALL)
  if (typeof known?.value === 'string') return { install: known.value, isNew: false }
  const install = crypto.randomUUID()
  await db.settings.put({ key: INSTALL, value: install })
  return { install, isNew: true }
}

export async function checkStore(db: PhoneDatabase): Promise<StoreMemory> {
  const checks = async () => Number((await db.settings.get(CHECKS))?.value ?? 0)
  const { memory, count } = await db.transaction('rw', db.settings, async () => {
    const count = (await checks()) + 1
    await db.settings.put({ key: CHECKS, value: count })
    return { memory: await rememberInstall(db), count }
  })
  // Another tab may have counted on by now, but never back.
  if ((await checks()) < count) throw new Error('what was written is there')
  return memory
}
