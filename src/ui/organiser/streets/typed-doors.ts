/** A street as an organiser types it: the doors as ranges, turned into labels. */
import * as z from 'zod/mini'
import { StreetName } from '#domain/door.ts'
import { parseDoorRange } from '#domain/door-range.ts'
import { DoorId, StreetId } from '#domain/ids.ts'
import type { BodyOf } from '#wire/endpoint.ts'
import type { NewDoor, saveStreets } from '#wire/streets.ts'
import { rangeProblemTexts } from '../text.ts'

const StreetPostcode = z.string().check(z.trim(), z.toUpperCase(), z.maxLength(8, 'street-postcode-too-long'))

export const TypedDoors = z.object({
  doors: z.string().check(z.refine((notation) => 'labels' in parseDoorRange(notation), 'doors-not-clear')),
})

export const TypedStreetName = z.object({ name: StreetName, postcode: StreetPostcode })

export const TypedStreet = z.object({ ...TypedStreetName.shape, ...TypedDoors.shape })
export type TypedStreet = z.infer<typeof TypedStreet>

export type NewStreet = BodyOf<typeof saveStreets>['streets'][number]

export function newStreetOf({ name, postcode, doors }: TypedStreet, newId: () => string): NewStreet {
  const street = { id: StreetId.parse(newId()), name, doors: newDoorsOf(doors, newId) }
  return postcode ? { ...street, postcode } : street
}

/** Ids are made once for what was typed, so that saving it twice has one effect. */
export function newDoorsOf(notation: string, newId: () => string): NewDoor[] {
  const range = parseDoorRange(notation)
  return 'labels' in range ? range.labels.map((label) => ({ id: DoorId.parse(newId()), label })) : []
}

/** Why the notation is no list of doors; its own sentence, because it quotes what was typed. */
export function doorsSentence(notation: string): string | undefined {
  const range = parseDoorRange(notation)
  return 'problem' in range ? rangeProblemTexts[range.problem](range.at) : undefined
}
