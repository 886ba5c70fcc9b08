/**
 * Says to every tab, and to the next start, that the phone is in a resident's
 * hands. In the database, because a browser writes its own small stores late: a
 * battery that ends would bring back what was taken away.
 */
import type { PhoneDatabase } from './database.ts'

const SCREEN_LOCK = 'screen-lock'

/** Which hand-over locked the screens, or undefined. */
export async function readScreenLock(db: PhoneDatabase): Promise<string | undefined> {
  const value = (await db.settings.get(SCREEN_LOCK))?.value
  return typeof value === 'string' ? value : undefined
}

export const lockScreens = async (db: PhoneDatabase, handOver: string): Promise<void> => {
  await db.settings.put({ key: SCREEN_LOCK, value: handOver })
}

export const unlockScreens = (db: PhoneDatabase): Promise<void> => db.settings.delete(SCREEN_LOCK)
