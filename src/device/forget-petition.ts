import type { EntryId, PetitionId } from '#domain/ids.ts'
import type { PhoneStorage } from './phone-storage.ts'
import type { JournalFiles } from './ports.ts'
import { forgetUnlessUnsent } from './store/forget.ts'

/** From both copies; or gives how many entries are unsent, and forgets nothing (S8). */
export async function forgetPetition(
  { db, files }: PhoneStorage,
  petition: PetitionId,
  handedOver?: ReadonlySet<EntryId>,
): Promise<number> {
  const unsent = await forgetUnlessUnsent(db, petition, handedOver)
  if (unsent === 0 && files) await forgetFiles(files, petition).catch(() => undefined)
  return unsent
}

/** A file that stays would bring its entries back at the next start: to a server that has them all. */
async function forgetFiles(files: JournalFiles, petition: PetitionId): Promise<void> {
  const records = (await files.read()).filter(({ entry }) => entry.petition === petition)
  await files.remove([...new Set(records.map(({ entry }) => entry.run))], 'even-own')
}
