import { useLiveQuery } from 'dexie-react-hooks'
import type { DoorRow, PetitionRow, StreetRow } from '#device/database.ts'
import { countAtDoor } from '#device/reads.ts'
import { sameDoorOf } from '#device/same-doors.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering } from '../gathering.ts'
import { nextDoor } from '../next-door.ts'
import { useWalk } from './use-walk.ts'

export type DoorOnWalk = {
  readonly petition: PetitionRow
  readonly street: StreetRow
  readonly door: DoorRow
  /** How many signatures this phone took here; 0 while they are counted. */
  readonly signatures: number
  /** From when on they may be called on again. */
  readonly callBack: number | undefined
  /** The next unresolved door after this one. */
  readonly next: DoorRow | undefined
}

/** Undefined while it is being read, 'gone' when this phone does not have the door. */
export function useDoorOnWalk(street: StreetId, door: DoorId): DoorOnWalk | 'gone' | undefined {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const walk = useWalk(street)
  const more = useLiveQuery(async () => {
    const [signatures, same] = await Promise.all([
      countAtDoor(phone.db, petition, door),
      sameDoorOf(phone.db, door),
    ])
    return { signatures, same }
  }, [phone.db, petition, door])

  if (walk === undefined || walk === 'gone') return walk
  const find = (one: DoorId | undefined) => walk.doors.find(({ id }) => id === one)
  const row = find(door) ?? find(more?.same)
  if (row === undefined) return more && 'gone'
  return {
    petition: walk.petition,
    street: walk.street,
    door: row,
    signatures: more?.signatures ?? 0,
    callBack: walk.callBacks.get(door),
    next: nextDoor(walk.walk, walk, door),
  }
}
