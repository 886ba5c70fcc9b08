import { useSyncExternalStore } from 'react'
import { readCallBacks } from '#device/call-backs.ts'
import type { DoorRow, PhoneDatabase } from '#device/database.ts'
import { readWalkPage, type WalkPage } from '#device/reads.ts'
import { readWalkChoice, type WalkChoice } from '#device/walk-choice.ts'
import type { PetitionId, StreetId } from '#domain/ids.ts'
import { createAhead } from '../../shared/ahead.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering } from '../gathering.ts'
import { type OnWalk, walkOf } from '../next-door.ts'
import { type WalkOrGone, walkOfStreet } from './street-walks.ts'

export type Walk = WalkPage &
  OnWalk & {
    readonly choice: WalkChoice
    /** The doors of the chosen side and pass in the chosen order. */
    readonly walk: readonly DoorRow[]
  }

/** Undefined when this phone does not have the street. */
export async function readWalk(
  db: PhoneDatabase,
  petition: PetitionId,
  street: StreetId,
  now: Date,
): Promise<Walk | undefined> {
  const [page, choice, callBacks] = await Promise.all([
    readWalkPage(db, petition, street),
    readWalkChoice(db, street),
    readCallBacks(db, petition),
  ])
  const { order, secondPass } = choice
  if (!page) return undefined
  const walk = walkOf(page.doors, choice)
  const isByNumber = order === 'up-and-back' || order === 'both-sides'
  const hasFlats = isByNumber && walk.some(({ label }) => label.unit)
  return { ...page, choice, callBacks, secondPass, now, walk: hasFlats ? await byFloor(walk) : walk }
}

/** After all that is read: nothing but the database may be waited for while it is read. */
const byFloor = (walk: readonly DoorRow[]): Promise<readonly DoorRow[]> =>
  import('#domain/building.ts').then(
    ({ topFloorDown }) => topFloorDown(walk),
    () => walk,
  )

const OLD_MS = 60_000

const ahead = createAhead<WalkOrGone>()

const readOrGone = async (...walk: Parameters<typeof readWalk>): Promise<WalkOrGone> =>
  (await readWalk(...walk)) ?? 'gone'

export const askWalkAhead = (...walk: Parameters<typeof readWalk>): Promise<void> =>
  ahead.ask(walk[2], () => readOrGone(...walk))

/** Undefined while it is being read, 'gone' when this phone does not have the street. */
export function useWalk(street: StreetId): WalkOrGone | undefined {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const walk = walkOfStreet(phone.db, street, {
    first: () => ahead.take(street),
    read: () => readOrGone(phone.db, petition, street, now()),
    isOld: (read) => read !== 'gone' && now().getTime() - read.now.getTime() > OLD_MS,
  })
  return useSyncExternalStore(walk.subscribe, walk.now)
}
