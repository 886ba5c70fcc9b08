/** From the lines of a street list to streets with their doors, or why a line is of no use. */
import { cellsByField, type StreetField, streetFields } from '#domain/column-mapping.ts'
import type { TableRow } from '#domain/csv-table.ts'
import { DoorLabel, doorKey, StreetName } from '#domain/door.ts'
import { MAX_DOORS } from '#domain/door-range.ts'
import { DoorId, StreetId } from '#domain/ids.ts'
import { formatPostcode } from '#domain/postcode.ts'
import type { NewDoor } from '#wire/streets.ts'
import type { NewStreet } from './typed-doors.ts'

export type LineProblem = { readonly line: number; readonly reason: string }

export type StreetsOfTable = { readonly streets: NewStreet[]; readonly refused: LineProblem[] }

type Columns = readonly (StreetField | undefined)[]
type PlacedDoor = { readonly door: NewDoor; readonly order: number; readonly line: number }
type Gathered = { readonly name: string; readonly doors: Map<string, PlacedDoor> }

/** Lines of one street may stand apart; a door that is listed twice is taken once. */
export function streetsOfTable(
  rows: readonly TableRow[],
  columns: Columns,
  newId: () => string,
): StreetsOfTable {
  const streets = new Map<string, Gathered>()
  const refused: LineProblem[] = []

  for (const { line, cells } of rows) {
    const read = doorOf(cellsByField(cells, columns, streetFields))
    if ('reason' in read) {
      refused.push({ line, reason: read.reason })
      continue
    }
    const key = read.street.toLowerCase()
    const street = streets.get(key) ?? { name: read.street, doors: new Map() }
    streets.set(key, street)
    const door = doorKey(read.label)
    if (street.doors.has(door)) continue
    if (street.doors.size >= MAX_DOORS) {
      refused.push({ line, reason: 'too-many-doors' })
      continue
    }
    street.doors.set(door, { door: newDoor(read, newId), order: read.order ?? line, line })
  }

  return {
    streets: [...streets.values()].map((street) => newStreet(street, newId)),
    refused: refused.sort((one, other) => one.line - other.line),
  }
}

type ReadDoor = { street: string; label: DoorLabel; postcode: string | undefined; order: number | undefined }

function doorOf(cells: Partial<Record<StreetField, string>>): ReadDoor | { reason: string } {
  const street = StreetName.safeParse(cells.street ?? '')
  if (!street.success) return { reason: street.error.issues[0]?.message ?? 'street-name-missing' }

  const label = DoorLabel.safeParse(labelOf(cells))
  if (!label.success) {
    const isBare = cells.number === undefined && cells.building === undefined
    return { reason: isBare ? 'door-without-number' : 'door-too-long' }
  }

  const postcode = cells.postcode && (formatPostcode(cells.postcode) ?? cells.postcode.toUpperCase())
  if (postcode && postcode.length > 8) return { reason: 'postcode-too-long' }
  const order = Number(cells.order ?? Number.NaN)
  return {
    street: street.data,
    label: label.data,
    postcode: postcode || undefined,
    order: Number.isFinite(order) ? order : undefined,
  }
}

/** "14A" in the column of numbers is 14 and A; "12-14" is how a building is called. */
function labelOf({ number, suffix, unit, building }: Partial<Record<StreetField, string>>) {
  const house = /^0*(\d{1,5}) ?([a-z]?)$/i.exec(number ?? '')
  const letter = (suffix ?? house?.[2] ?? '').toUpperCase()
  const isPlain = house !== null && /^[A-Z]?$/.test(letter)
  const called = isPlain ? building : [building, `${number ?? ''}${suffix ?? ''}`].filter(Boolean).join(', ')
  return {
    ...(isPlain && { number: Number(house[1]) }),
    ...(isPlain && letter && { suffix: letter }),
    ...(unit && { unit: /^\d/.test(unit) ? `Flat ${unit}` : unit }),
    ...(called && { building: called }),
  }
}

const newDoor = ({ label, postcode }: ReadDoor, newId: () => string): NewDoor => ({
  id: DoorId.parse(newId()),
  label,
  ...(postcode !== undefined && { postcode }),
})

function newStreet({ name, doors }: Gathered, newId: () => string): NewStreet {
  const placed = [...doors.values()].sort((one, other) => one.order - other.order || one.line - other.line)
  return { id: StreetId.parse(newId()), name, doors: placed.map(({ door }) => door) }
}

/** A few streets at a time, so that a reply comes soon and a request stays small. */
export function inParts(streets: readonly NewStreet[]): NewStreet[][] {
  const parts: NewStreet[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const street of streets) {
    if (size + street.doors.length > MAX_DOORS || (parts.at(-1)?.length ?? 0) >= 100) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(street)
    size += street.doors.length
  }
  return parts
}
