/** The order in which the doors of a street are knocked at. The same on every phone, whatever order the rows come in. */
import * as z from 'zod/mini'
import type { DoorLabel } from './door.ts'

/** `up-and-back`: up the odd side and down the even one. `both-sides`: crossing over. `as-listed`: as the organiser has it. */
export const WalkOrder = z.enum(['up-and-back', 'both-sides', 'as-listed'])
export type WalkOrder = z.infer<typeof WalkOrder>

export type Side = 'odd' | 'even' | 'none'

export function sideOf({ number }: DoorLabel): Side {
  if (number === undefined) return 'none'
  return number % 2 === 1 ? 'odd' : 'even'
}

type Walkable = { readonly label: DoorLabel; readonly position: number }

/**
 * Doors with a number first; those with only a building's name follow in their listed order. `isFromEnd` begins at the
 * other end of the street: down the odd side and up the even one.
 */
export function walkOrder<D extends Walkable>(
  doors: readonly D[],
  order: WalkOrder = 'up-and-back',
  isFromEnd = false,
): D[] {
  const asListed = [...doors].sort((a, b) => a.position - b.position || upwards(a, b))
  if (order === 'as-listed') return isFromEnd ? asListed.reverse() : asListed

  const numbered = asListed.filter(({ label }) => label.number !== undefined)
  const named = asListed.filter(({ label }) => label.number === undefined)
  const [there, back] = isFromEnd ? [downwards, upwards] : [upwards, downwards]
  if (order === 'both-sides') return [...numbered.sort(there), ...named]
  return [
    ...numbered.filter(({ label }) => sideOf(label) === 'odd').sort(there),
    ...numbered.filter(({ label }) => sideOf(label) === 'even').sort(back),
    ...named,
  ]
}

const upwards = (a: Walkable, b: Walkable) => byHouse(a.label, b.label) || byFlat(a.label, b.label)

/** Down the street the houses come backwards; inside a house the flats still begin at the first. */
const downwards = (a: Walkable, b: Walkable) => byHouse(b.label, a.label) || byFlat(a.label, b.label)

const byHouse = (a: DoorLabel, b: DoorLabel) =>
  (a.number ?? 0) - (b.number ?? 0) || naturally(a.suffix, b.suffix)

const byFlat = (a: DoorLabel, b: DoorLabel) => naturally(a.building, b.building) || naturally(a.unit, b.unit)

/** Made when two differ: most streets have no such two, and a slow phone waits for it. */
let collator: Intl.Collator | undefined

/** "Flat 2" before "Flat 10", and nothing before something. */
function naturally(a = '', b = ''): number {
  if (a === b) return 0
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(a, b)
}

/** As somebody put them by hand. A door that came since follows the one that it follows in the usual order. */
export function inHandOrder<D extends Walkable & { readonly id: string }>(
  doors: readonly D[],
  ids: readonly string[],
): D[] {
  const places = new Map(ids.map((id, place) => [id, place]))
  let place = -1
  return walkOrder(doors)
    .map((door) => {
      place = places.get(door.id) ?? place
      return { door, place }
    })
    .sort((a, b) => a.place - b.place)
    .map(({ door }) => door)
}
