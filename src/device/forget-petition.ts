import type { EntryId, PetitionId } from '#domain/ids.ts'
import { forgetCallBacks } from './call-backs.ts'
import type { PhoneDatabase, StreetRow } from './database.ts'
import type { PhoneStorage } from './phone-storage.ts'
import type { JournalFiles } from './ports.ts'
import { sameDoorKey } from './same-doors.ts'
import { ofPetition } from './store/entries.ts'
import { forgetUnlessUnsent } from './store/forget.ts'
import { walkChoiceKey } from './walk-choice.ts'
import { walkPlanKey } from './walk-plan.ts'

/** From both copies; or gives how many entries are unsent, and forgets nothing (S8). */
export async function forgetPetition(
  { db, files }: PhoneStorage,
  petition: PetitionId,
  handedOver?: ReadonlySet<EntryId>,
): Promise<number> {
  const streets = await ofPetition(db.streets, petition).toArray()
  const unsent = await forgetUnlessUnsent(db, petition, handedOver)
  if (unsent === 0) await forgetWalks(db, petition, streets)
  if (unsent === 0 && files) await forgetFiles(files, petition).catch(() => undefined)
  return unsent
}

async function forgetWalks(
  db: PhoneDatabase,
  petition: PetitionId,
  streets: readonly StreetRow[],
): Promise<void> {
  await db.settings.bulkDelete([walkPlanKey(petition), ...streets.map(({ id }) => walkChoiceKey(id))])
  await db.settings.where(':id').startsWith(sameDoorKey('')).delete()
  await forgetCallBacks(db, petition)
}

/** A file that stays would bring its entries back at the next start: to a server that has them all. */
async function forgetFiles(files: JournalFiles, petition: PetitionId): Promise<void> {
  const records = (await files.read()).filter(({ entry }) => entry.petition === petition)
  await files.remove([...new Set(records.map(({ entry }) => entry.run))], 'even-own')
}
