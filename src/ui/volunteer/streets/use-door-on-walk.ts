import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import type { DoorRow, PetitionRow, PhoneDatabase, StreetRow } from '#device/database.ts'
import { countAtDoor } from '#device/reads.ts'
import { sameDoorOf } from '#device/same-doors.ts'
import type { DoorId, PetitionId, StreetId } from '#domain/ids.ts'
import { createAhead } from '../../shared/ahead.ts'
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

/** While one door is knocked at, the next is read: its page stands there as soon as the knock is saved. */
const ahead = createAhead<DoorOnWalk | 'gone'>()

/** Undefined while it is being read, 'gone' when this phone does not have the door. */
export function useDoorOnWalk(street: StreetId, door: DoorId): DoorOnWalk | 'gone' | undefined {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const [first] = useState(() => ahead.take(door))
  const found = useLiveQuery(
    () => readDoorOnWalk(phone.db, petition, street, door, now()),
    [phone.db, petition, street, door, now],
    first,
  )

  const next = found && found !== 'gone' ? found.next?.id : undefined
  useEffect(() => {
    if (next === undefined) return
    ahead.ask(next, () => readDoorOnWalk(phone.db, petition, street, next, now())).catch(() => undefined)
  }, [phone.db, petition, street, next, now])
  return found
}

async function readDoorOnWalk(
  db: PhoneDatabase,
  petition: PetitionId,
  street: StreetId,
  door: DoorId,
  now: Date,
): Promise<DoorOnWalk | 'gone'> {
  const [walk, signatures] = await Promise.all([
    readWalk(db, petition, street, now),
    countAtDoor(db, petition, door),
  ])
  const find = (one: DoorId | undefined) => walk?.doors.find(({ id }) => id === one)
  const row = find(door) ?? find(await sameDoorOf(db, door))
  if (walk === undefined || row === undefined) return 'gone'
  return {
    petition: walk.petition,
    street: walk.street,
    door: row,
    signatures,
    callBack: walk.callBacks.get(door),
    next: nextDoor(walk.walk, walk, door),
  }
}
