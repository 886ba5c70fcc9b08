import type { DoorRow } from '#device/database.ts'
import type { WalkChoice } from '#device/walk-choice.ts'
import { sideOf, walkOrder } from '#domain/walk-order.ts'

/** A door where nobody answered comes round again after this. */
export const SAME_WALK_MS = 3 * 60 * 60 * 1000

/** The doors of the chosen side in the chosen order; doors without a number are on every side. */
export function walkOf(doors: readonly DoorRow[], { order, side }: WalkChoice): DoorRow[] {
  return walkOrder(doors, order).filter(({ label }) => {
    const own = sideOf(label)
    return side === 'both' || own === 'none' || own === side
  })
}

/** Still to visit, and not tried on this walk. */
export function isUnresolved({ mark, knockedAt }: DoorRow, now: Date): boolean {
  if (mark !== 'to-visit') return false
  return knockedAt === undefined || now.getTime() - knockedAt > SAME_WALK_MS
}

/** The next unresolved door after this one, coming round to the beginning at the end. */
export function nextDoor(walk: readonly DoorRow[], now: Date, after?: DoorRow['id']): DoorRow | undefined {
  const place = walk.findIndex(({ id }) => id === after)
  const others = [...walk.slice(place + 1), ...walk.slice(0, Math.max(place, 0))]
  return others.find((door) => isUnresolved(door, now))
}

export const hasTwoSides = (doors: readonly DoorRow[]): boolean =>
  new Set(doors.map(({ label }) => sideOf(label)).filter((side) => side !== 'none')).size === 2
