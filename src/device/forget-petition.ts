import type { EntryId, PetitionId } from '#domain/ids.ts'
import type { PhoneStorage } from './phone-storage.ts'
import { forgetUnlessUnsent } from './store/forget.ts'

/** From both copies; or gives how many entries are unsent, and forgets nothing (S8). */
export async function forgetPetition(
  { db, files }: PhoneStorage,
  petition: PetitionId,
  handedOver?: ReadonlySet<EntryId>,
): Promise<number> {
  const runs = await db.runs.where('petition').equals(petition).primaryKeys()
  const unsent = await forgetUnlessUnsent(db, petition, handedOver)
  // A file that stays would bring its entries back at the next start: to a server that has them all.
  if (unsent === 0) await files?.remove(runs, 'even-own').catch(() => undefined)
  return unsent
}
