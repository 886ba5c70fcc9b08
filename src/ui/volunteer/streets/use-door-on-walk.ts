import { useLiveQuery } from 'dexie-react-hooks'
import type { DoorRow, PetitionRow, StreetRow } from '#device/database.ts'
import { countAtDoor, readWalkPage } from '#device/reads.ts'
import { readWalkChoice } from '#device/walk-choice.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering } from '../gathering.ts'
import { nextDoor, walkOf } from '../next-door.ts'

export type DoorOnWalk = {
  readonly petition: PetitionRow
  readonly street: StreetRow
  readonly door: DoorRow
  /** How many signatures this phone took here. */
  readonly signatures: number
  /** The next unresolved door after this one. */
  readonly next: DoorRow | undefined
}

/** Undefined while it is being read, 'gone' when this phone does not have the door. */
export function useDoorOnWalk(street: StreetId, door: DoorId): DoorOnWalk | 'gone' | undefined {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  return useLiveQuery(async () => {
    const [page, choice, signatures] = await Promise.all([
      readWalkPage(phone.db, petition, street),
      readWalkChoice(phone.db, street),
      countAtDoor(phone.db, petition, door),
    ])
    const row = page?.doors.find(({ id }) => id === door)
    if (page === undefined || row === undefined) return 'gone'
    const next = nextDoor(walkOf(page.doors, choice), now(), door)
    return { petition: page.petition, street: page.street, door: row, signatures, next }
  }, [phone.db, petition, street, door, now])
}
