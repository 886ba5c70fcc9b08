/** What a phone forgets when somebody leaves. */
import type { EntryId, PetitionId } from '#domain/ids.ts'
import type { PhoneDatabase } from '../database.ts'
import { walkPlanKey } from '../walk-plan.ts'
import { unsentIds } from './entries.ts'
import { recountWithin } from './recount.ts'

/** The newcomer gets their own; what the other left unsent stays, for an organiser to look at. */
export function forgetStreets(db: PhoneDatabase, petition: PetitionId): Promise<void> {
  const tables = [db.streets, db.doors, db.tallies, db.knockers, db.knocks, db.recordings]
  return db.transaction(
    'rw',
    [db.petitions, db.entries, db.counts, db.heard, db.servers, db.settings, ...tables],
    async () => {
      await db.petitions.delete(petition)
      await db.settings.delete(walkPlanKey(petition))
      for (const table of tables) await table.filter((row) => row.petition === petition).delete()
      await recountWithin(db, petition)
    },
  )
}

/**
 * Forgets a petition, or gives how many entries are unsent, and in no backup file that somebody has, and forgets nothing
 * (S8). One transaction: another tab may be saving.
 */
export function forgetUnlessUnsent(
  db: PhoneDatabase,
  petition: PetitionId,
  inFile: ReadonlySet<EntryId> = new Set(),
): Promise<number> {
  const rows = [db.streets, db.doors, db.entries, db.runs, db.tallies, db.heard, db.knocks, db.recordings]
  const tables = [db.memberships, db.petitions, db.servers, db.counts, db.knockers, ...rows]
  return db.transaction('rw', tables, async () => {
    // The entries themselves, not a counter: what this is wrong about is lost.
    const unsent = await unsentIds(db, petition)
    const left = unsent.filter((id) => !inFile.has(id))
    if (left.length > 0) return left.length
    for (const table of tables.slice(0, 5)) await table.where(':id').equals(petition).delete()
    for (const table of rows) await table.filter((row) => row.petition === petition).delete()
    return 0
  })
}
