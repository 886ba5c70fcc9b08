import type { CallBacks } from '#device/call-backs.ts'
import type { DoorRow } from '#device/database.ts'
import type { WalkChoice } from '#device/walk-choice.ts'
import { inHandOrder, sideOf, walkOrder } from '#domain/walk-order.ts'

/** A door where nobody answered comes round again after this. */
export const SAME_WALK_MS = 3 * 60 * 60 * 1000

/** The doors of the chosen side and pass in the chosen order; doors without a number are on every side. */
export function walkOf(doors: readonly DoorRow[], choice: WalkChoice): DoorRow[] {
  const { order, side, isFromEnd, byHand = [], secondPass } = choice
  const walk = order === 'by-hand' ? inHandOrder(doors, byHand) : walkOrder(doors, order, isFromEnd)
  return walk.filter((door) => {
    const own = sideOf(door.label)
    const isOnSide = side === 'both' || own === 'none' || own === side
    return isOnSide && (secondPass === undefined || isInSecondPass(door, secondPass))
  })
}

/**
 * Nobody answered, or they asked to be called on again. Of a door that was sent this phone only knows that it is still
 * to be visited (J3). What was knocked at in this pass stays on its list.
 */
export function isInSecondPass({ mark, outcome, knockedAt }: DoorRow, began: number): boolean {
  if (knockedAt === undefined) return false
  const isOpen = outcome === undefined || outcome === 'no-answer' || outcome === 'call-back'
  return knockedAt > began || (mark === 'to-visit' && isOpen)
}

/** Done, not to be knocked at, or tried in the second pass: that is all a second pass can come to. */
export const isSettled = ({ mark, knockedAt = 0 }: DoorRow, secondPass = Number.POSITIVE_INFINITY): boolean =>
  mark !== 'to-visit' || knockedAt > secondPass

export type OnWalk = {
  readonly now: Date
  readonly callBacks: CallBacks
  readonly secondPass?: number | undefined
}

/** Still to visit, and not tried on this walk; where a time was given, once it has come. */
export function isUnresolved(
  { id, mark, knockedAt }: DoorRow,
  { now, callBacks, secondPass }: OnWalk,
): boolean {
  if (mark !== 'to-visit') return false
  const from = callBacks.get(id)
  if (from !== undefined) return now.getTime() >= from
  if (knockedAt === undefined) return true
  return secondPass === undefined ? now.getTime() - knockedAt > SAME_WALK_MS : knockedAt <= secondPass
}

/** The next unresolved door after this one, coming round to the beginning at the end. */
export function nextDoor(walk: readonly DoorRow[], on: OnWalk, after?: DoorRow['id']): DoorRow | undefined {
  const place = walk.findIndex(({ id }) => id === after)
  const others = [...walk.slice(place + 1), ...walk.slice(0, Math.max(place, 0))]
  return others.find((door) => isUnresolved(door, on))
}

export const hasTwoSides = (doors: readonly DoorRow[]): boolean =>
  new Set(doors.map(({ label }) => sideOf(label)).filter((side) => side !== 'none')).size === 2
