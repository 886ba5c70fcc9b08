import type { PhoneDatabase } from '#device/database.ts'
import { keepRecordings } from '#device/recordings.ts'
import type { PetitionId } from '#domain/ids.ts'
import { MAX_SOUND_BYTES, soundTypeOf } from '#domain/sound.ts'
import { readRecording } from '#wire/translations.ts'
import { urlOf } from '../../../shared/call.ts'

let underWay: Promise<void> = Promise.resolve()

/** After a pass, one at a time. What fails is tried again after the next. */
export function fetchRecordings(db: PhoneDatabase, petition: PetitionId): Promise<void> {
  const download = async (recording: string) => {
    const reply = await fetch(urlOf(readRecording, { params: { petition, recording } }), {
      cache: 'no-store',
    })
    if (!reply.ok) return undefined
    const sound = new Uint8Array(await reply.arrayBuffer())
    // The sign-in page of a public Wi-Fi is no sound (S2).
    return sound.length <= MAX_SOUND_BYTES && soundTypeOf(sound) ? sound : undefined
  }
  underWay = underWay.then(() => keepRecordings(db, petition, download)).catch(() => undefined)
  return underWay
}
