import type { DoorLabel } from './door.ts'
import { sideOf, walkOrder } from './walk-order.ts'

type Listed = { readonly label: DoorLabel; readonly position: number }

/**
 * The position of a door that was missing: that of the house before it on its
 * side of the street, or else after it. Two doors in one place go by their
 * labels (`walkOrder`), so no other door has to move, and no phone hears of it.
 */
export function placeAmong(doors: readonly Listed[], label: DoorLabel): number {
  const last = Math.max(0, ...doors.map(({ position }) => position))
  if (label.number === undefined) return last
  const newcomer = { label, position: last }
  const side = doors.filter((door) => sideOf(door.label) === sideOf(label))
  const walk = walkOrder([...side, newcomer], 'both-sides')
  const at = walk.indexOf(newcomer)
  return (walk[at - 1] ?? walk[at + 1] ?? newcomer).position
}
