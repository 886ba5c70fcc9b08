/** Recordings of the wordings, on the phone for where there is no network. They hold nothing of any resident. */
import type { PetitionId, Sha256 } from '#domain/ids.ts'
import type { PhoneDatabase, RecordingRow } from './database.ts'

export const readRecording = (
  db: PhoneDatabase,
  petition: PetitionId,
  wording: Sha256,
): Promise<RecordingRow | undefined> => db.recordings.get([petition, wording])

/**
 * Makes the phone's recordings those that the last pull named: downloads what is new, each once, and drops the rest.
 * What can't be had now is had another time.
 */
export async function keepRecordings(
  db: PhoneDatabase,
  petition: PetitionId,
  download: (id: string) => Promise<Uint8Array<ArrayBuffer> | undefined>,
): Promise<void> {
  const wanted = (await db.petitions.get(petition))?.recordings ?? []
  const kept = await db.recordings.where(':id').between([petition, ''], [petition, '\uffff']).toArray()
  const ids = new Set(wanted.map(({ id }) => id))
  await db.recordings.bulkDelete(
    kept.filter(({ id }) => !ids.has(id)).map(({ wording }): [PetitionId, Sha256] => [petition, wording]),
  )
  for (const { id, wording, type } of wanted) {
    if (kept.some((each) => each.id === id)) continue
    const sound = await download(id)
    // Left meanwhile: nothing of it comes back.
    if (sound && (await db.memberships.get(petition)))
      await db.recordings.put({ petition, wording, id, type, sound })
  }
}
