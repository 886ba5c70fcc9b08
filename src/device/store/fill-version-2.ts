/** What version 2 has beside version 1: counters, and an install id, so that a store of before is not taken for a new one. */
import type { PhoneDatabase } from '../database.ts'
import { rememberInstall } from './check.ts'
import { recountWithin } from './recount.ts'

export async function fillVersion2(db: PhoneDatabase): Promise<void> {
  await rememberInstall(db)
  for (const petition of await db.memberships.toCollection().primaryKeys()) await recountWithin(db, petition)
}
