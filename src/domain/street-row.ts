/** One row of a street list, its cells put under our names, as a door of a street. */
import type { StreetField } from './column-mapping.ts'
import { DoorLabel, StreetName } from './door.ts'
import { formatPostcode } from './postcode.ts'

export type StreetRowProblem =
  | 'street-name-missing'
  | 'door-without-number'
  | 'door-not-a-door'
  | 'postcode-not-a-postcode'

export type StreetRow = {
  readonly street: string
  readonly label: DoorLabel
  readonly postcode?: string
  /** Place in the street, where the file says so. */
  readonly order?: number
}

/** "14A" and "14 a" in the column for the number are a number and its suffix; a name in it is a building's. */
export function streetRowOf(
  cells: Partial<Record<StreetField, string>>,
): StreetRow | { problem: StreetRowProblem } {
  const street = StreetName.safeParse(cells.street ?? '')
  if (!street.success) return { problem: 'street-name-missing' }

  const { number, suffix, unit, building, postcode, order } = cells
  const house = /^0*(\d{1,5}) ?([a-z]?)$/i.exec(number?.normalize('NFKC') ?? '')
  const label = DoorLabel.safeParse({
    number: house?.[1] === undefined ? undefined : Number(house[1]),
    suffix: (suffix ?? house?.[2])?.toUpperCase() || undefined,
    unit: unit === undefined || !/^[0-9]+[a-z]?$|^[a-z]$/i.test(unit) ? unit : `Flat ${unit.toUpperCase()}`,
    building: building ?? (house === null ? number : undefined),
  })
  if (!label.success) {
    return { problem: !number && !building ? 'door-without-number' : 'door-not-a-door' }
  }

  const formatted = postcode === undefined ? undefined : formatPostcode(postcode)
  if (postcode !== undefined && formatted === undefined) return { problem: 'postcode-not-a-postcode' }
  const place = order === undefined ? Number.NaN : Number(order)
  return {
    street: street.data,
    label: label.data,
    ...(formatted === undefined ? {} : { postcode: formatted }),
    ...(Number.isFinite(place) ? { order: place } : {}),
  }
}
