/** Houses with several doors: which doors are one building's, and on which floors. */
import { type DoorLabel, doorText } from './door.ts'

type Labelled = { readonly label: DoorLabel }

/** Doors that follow each other on a walk and have one street number and one building's name. */
export type House<D> = { readonly name: string; readonly doors: readonly D[] }

export function housesOf<D extends Labelled>(walk: readonly D[]): House<D>[] {
  const houses: { name: string; doors: D[] }[] = []
  for (const door of walk) {
    const name = houseText(door.label)
    const last = houses.at(-1)
    if (last?.name === name) last.doors.push(door)
    else houses.push({ name, doors: [door] })
  }
  return houses
}

const houseText = ({ unit: _, ...house }: DoorLabel) => doorText(house)

/** 0 is the ground floor, below it is a basement; `TOP_FLOOR` is the top one, however high. */
export type Floor<D> = { readonly floor: number; readonly doors: readonly D[] }
export const TOP_FLOOR = 999

/** From the top floor down; undefined where not every label tells its floor, or all are on one. */
export function floorsOf<D extends Labelled>(doors: readonly D[]): Floor<D>[] | undefined {
  const isNumberedByFloor = doors.every(({ label }) => {
    const number = Number(/(\d+)$/.exec(label.unit ?? '')?.[1])
    return number > 100 && number % 100 > 0 && number % 100 < MOST_ON_A_FLOOR
  })
  const floors = new Map<number, D[]>()
  for (const door of doors) {
    const { unit = '' } = door.label
    const floor = isNumberedByFloor ? Math.floor(Number(/(\d+)$/.exec(unit)?.[1]) / 100) : floorNamed(unit)
    if (floor === undefined) return undefined
    floors.set(floor, [...(floors.get(floor) ?? []), door])
  }
  if (floors.size < 2) return undefined
  return [...floors].sort(([a], [b]) => b - a).map(([floor, own]) => ({ floor, doors: own }))
}

/** Up by the lift and down by the stairs, where the labels tell the floors. */
export const topFloorDown = <D extends Labelled>(walk: readonly D[]): D[] =>
  housesOf(walk).flatMap(({ doors }) => floorsOf(doors)?.flatMap((floor) => floor.doors) ?? doors)

/** Flats 101 to 190 are one long row, and not the first floor. */
const MOST_ON_A_FLOOR = 50

const floorWords = ['ground', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth']

function floorNamed(unit: string): number | undefined {
  const text = unit.toLowerCase()
  if (/\b(basement|lower ground)\b/.test(text)) return -1
  if (/\b(top floor|penthouse)\b/.test(text)) return TOP_FLOOR
  const number = /\b(?:floor|level) (\d{1,2})\b|\b(\d{1,2})(?:st|nd|rd|th) floor\b/.exec(text)
  if (number) return Number(number[1] ?? number[2])
  const word = floorWords.indexOf(/\b(\w+) floor\b/.exec(text)?.[1] ?? '')
  return word === -1 ? undefined : word
}
