/** A street, and its doors in walking order. A door is one address: a house, or one flat in a building. */
import * as z from 'zod/mini'
import { DoorId, StreetId } from './ids.ts'
import { DoorMark } from './outcome.ts'
import { notEndless, onOneLine } from './text.ts'

const short = (maxLength: number) =>
  z.string().check(onOneLine(), z.trim(), z.minLength(1), z.maxLength(maxLength))

/** How a door is written on an envelope, without its street. A number or a building's name is always there. */
export const DoorLabel = z
  .strictObject({
    number: z.optional(z.int().check(z.gte(1), z.lte(99_999))),
    /** "A" in 14A. */
    suffix: z.optional(z.string().check(z.regex(/^[A-Z]$/))),
    unit: z.optional(short(30)),
    building: z.optional(short(50)),
  })
  .check(
    z.refine((label) => label.number !== undefined || label.building !== undefined, 'door-without-number'),
  )
export type DoorLabel = z.infer<typeof DoorLabel>

export const Door = z.strictObject({
  id: DoorId,
  street: StreetId,
  label: DoorLabel,
  postcode: z.optional(z.string()),
  /** Place in the street as the organiser listed it, from 0. */
  position: z.int().check(z.gte(0)),
  mark: DoorMark,
  /** How one gets to it; the rules for it are in `door-description.ts`. */
  note: z.optional(z.string()),
})
export type Door = z.infer<typeof Door>

export const StreetName = z
  .string()
  .check(
    notEndless('street-name-too-long'),
    z.normalize('NFC'),
    onOneLine(),
    z.trim(),
    z.minLength(1, 'street-name-missing'),
    z.maxLength(100, 'street-name-too-long'),
  )

/** As much of a postcode as is known: "RM10 8DU", or its sector or district. */
export const StreetPostcode = z.string().check(onOneLine(), z.trim(), z.maxLength(8))

export const Street = z.strictObject({
  id: StreetId,
  name: StreetName,
  /** Sector or district where the unit is not known: "RM10 8". */
  postcode: z.optional(StreetPostcode),
})
export type Street = z.infer<typeof Street>

/** "Flat 3, 14A" */
export function doorText({ number, suffix, unit, building }: DoorLabel): string {
  const house = number === undefined ? '' : `${number}${suffix ?? ''}`
  return [unit, building, house].filter(Boolean).join(', ')
}

/** The address of a door on one line: "Flat 3, 14A Reede Road". */
export function addressText(label: DoorLabel, street: string): string {
  return label.number === undefined ? `${doorText(label)}, ${street}` : `${doorText(label)} ${street}`
}

/** One key per address within a street: two spellings of one door meet here. */
export function doorKey({ number, suffix, unit, building }: DoorLabel): string {
  const fold = (text = '') =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
  return [number ?? '', fold(suffix), fold(unit), fold(building)].join('|')
}
