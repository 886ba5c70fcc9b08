import { useLiveQuery } from 'dexie-react-hooks'
import type { DoorRow, PetitionRow, StreetRow } from '#device/database.ts'
import { countAtDoor } from '#device/reads.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering } from '../gathering.ts'
import { nextDoor } from '../next-door.ts'
import { readWalk } from './use-walk.ts'

export type DoorOnWalk = {
  readonly petition: PetitionRow
  readonly street: StreetRow
  readonly door: DoorRow
  /** How many signatures this phone took here. */
  readonly signatures: number
  /** From when on they may be called on again. */
  readonly callBack: number | undefined
  /** The next unresolved door after this one. */
  readonly next: DoorRow | undefined
}

/** Undefined while it is being read, 'gone' when this phone does not have the door. */
export function useDoorOnWalk(street: StreetId, door: DoorId): DoorOnWalk | 'gone' | undefined {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  return useLiveQuery(async () => {
    const [walk, signatures] = await Promise.all([
      readWalk(phone.db, petition, street, now()),
      countAtDoor(phone.db, petition, door),
    ])
    const row = walk?.doors.find(({ id }) => id === door)
    if (walk === undefined || row === undefined) return 'gone'
    const next = nextDoor(walk.walk, walk, door)
    const callBack = walk.callBacks.get(door)
    return { petition: walk.petition, street: walk.street, door: row, signatures, callBack, next }
  }, [phone.db, petition, street, door, now])
}
