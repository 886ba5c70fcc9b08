/** What only My session reads: doors to go back to, and how long somebody was out today. */
import type { PetitionId } from '#domain/ids.ts'
import { readCallBacks } from './call-backs.ts'
import type { DoorRow, PhoneDatabase } from './database.ts'
import { inState, ofPetition } from './store/entries.ts'

export type CallBackDoor = {
  readonly door: DoorRow
  readonly streetName: string
  /** Milliseconds since 1970; undefined: any time. */
  readonly from: number | undefined
}

/** Those with a time first, the earliest ahead. Of a door that was sent without a time the phone knows nothing more (J3). */
export async function readCallBackDoors(db: PhoneDatabase, petition: PetitionId): Promise<CallBackDoor[]> {
  const [callBacks, doors, streets] = await Promise.all([
    readCallBacks(db, petition),
    ofPetition(db.doors, petition).toArray(),
    ofPetition(db.streets, petition).toArray(),
  ])
  const names = new Map(streets.map(({ id, name }) => [id, name]))
  return doors
    .filter(({ id, mark, outcome }) => mark === 'to-visit' && (callBacks.has(id) || outcome === 'call-back'))
    .map((door) => ({ door, streetName: names.get(door.street) ?? '', from: callBacks.get(door.id) }))
    .sort((a, b) => (a.from ?? Number.POSITIVE_INFINITY) - (b.from ?? Number.POSITIVE_INFINITY))
}

export type TimeOut = {
  /** Of the first and the last save, in milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly doors: number
}

/** Of what was saved since then, undefined when nothing was. */
export async function readTimeOut(
  db: PhoneDatabase,
  petition: PetitionId,
  since: number,
): Promise<TimeOut | undefined> {
  const found = await Promise.all(
    (['unsent', 'held', 'deferred', 'refused'] as const).map((state) =>
      inState(db, petition, state, since).toArray(),
    ),
  )
  const entries = found.flat().filter(({ entry }) => entry.outcome !== undefined)
  if (entries.length === 0) return undefined
  const times = entries.map(({ savedAt }) => savedAt)
  return {
    from: Math.min(...times),
    to: Math.max(...times),
    doors: new Set(entries.map(({ entry }) => entry.door)).size,
  }
}
