/** Lines about this phone that more than one page shows. */
import type { StorageFacts } from '#device/storage-facts.ts'
import type { StorageStatus } from '#device/storage-watch.ts'
import { durationText, storageText } from '../text.ts'
import type { CheckState } from './check-line.tsx'
import { clockText, readyText as text } from './text.ts'

export type Check = { readonly state: CheckState; readonly words: string }

/** Below this, what a phone's clock is wrong by changes nothing that anybody reads. */
const CLOCK_RIGHT_MS = 10 * 60_000
/** So far apart, one of the two clocks shows another time altogether, as the server's does in a demo. */
const ANOTHER_YEAR_MS = 300 * 24 * 60 * 60_000

export const isClockWrong = (offsetMs: number | undefined): offsetMs is number =>
  offsetMs !== undefined && Math.abs(offsetMs) >= CLOCK_RIGHT_MS

export function wrongClockCheck(offsetMs: number, now: Date): Check {
  const away = Math.abs(offsetMs)
  return {
    state: 'advice',
    words:
      away > ANOTHER_YEAR_MS
        ? clockText.anotherYear(now.getTime(), now.getTime() - offsetMs)
        : clockText.wrong(durationText(away), offsetMs > 0),
  }
}

export function placesCheck({ copies, hasFiles }: StorageStatus): Check {
  if (copies === 2) return { state: 'good', words: text.twoPlaces }
  if (copies === 0) return { state: 'to-do', words: storageText.cannotSave }
  return hasFiles
    ? { state: 'to-do', words: storageText.onePlaceFails }
    : { state: 'advice', words: text.onePlaceOnly }
}

export function keptCheck(facts: StorageFacts | undefined): Check {
  if (facts === undefined) return { state: 'waiting', words: text.storageWaiting }
  if (facts.isKept) return { state: 'good', words: text.storageGood }
  return { state: 'advice', words: facts.isKept === false ? text.storageNot : text.storageUnknown }
}
