import * as z from 'zod/mini'
import { Door, DoorLabel, Street, StreetName, StreetPostcode } from '#domain/door.ts'
import { MAX_DOORS } from '#domain/door-range.ts'
import { DoorId, MemberId, StreetId } from '#domain/ids.ts'
import { Role } from '#domain/permission.ts'
import { endpoint } from './endpoint.ts'

export const StreetSummary = z.strictObject({
  ...Street.shape,
  doors: z.int(),
  /** Who has it. */
  assigned: z.array(z.strictObject({ member: MemberId, name: z.string(), role: Role })),
})
export type StreetSummary = z.infer<typeof StreetSummary>

const NewDoor = z.strictObject({
  id: DoorId,
  label: DoorLabel,
  postcode: z.optional(StreetPostcode),
})
export type NewDoor = z.infer<typeof NewDoor>

export const listStreets = endpoint({
  method: 'GET',
  path: '/petitions/:petition/streets',
  summary: 'Streets with the number of their doors and who has them',
  may: 'board:read',
  reply: z.strictObject({ streets: z.array(StreetSummary) }),
})

/** Idempotent by the ids that the caller makes: saving twice has one effect. */
export const saveStreets = endpoint({
  method: 'POST',
  path: '/petitions/:petition/streets',
  summary: 'Add streets with their doors in order',
  may: 'street:change',
  body: z.strictObject({
    streets: z
      .array(
        z.strictObject({
          id: StreetId,
          name: StreetName,
          postcode: z.optional(StreetPostcode),
          doors: z.array(NewDoor).check(z.maxLength(MAX_DOORS, 'too-many-doors')),
        }),
      )
      .check(z.minLength(1), z.maxLength(500)),
  }),
  /** A street of the same name exists already: its missing doors were added to it. */
  reply: z.strictObject({ added: z.int(), addedDoors: z.int(), knownDoors: z.int() }),
})

export const readStreet = endpoint({
  method: 'GET',
  path: '/petitions/:petition/streets/:street',
  summary: 'One street and its doors',
  may: 'board:read',
  reply: z.strictObject({ street: StreetSummary, doors: z.array(Door) }),
})

export const renameStreet = endpoint({
  method: 'PUT',
  path: '/petitions/:petition/streets/:street',
  summary: 'Change the name or postcode of a street',
  may: 'street:change',
  body: z.strictObject({ name: StreetName, postcode: z.optional(StreetPostcode) }),
  reply: StreetSummary,
})

export const deleteStreet = endpoint({
  method: 'DELETE',
  path: '/petitions/:petition/streets/:street',
  summary: 'Remove a street where nothing was gathered and which nobody has',
  may: 'street:change',
  reply: z.strictObject({}),
})

export const deleteDoor = endpoint({
  method: 'DELETE',
  path: '/petitions/:petition/streets/:street/doors/:door',
  summary: 'Remove a door where nothing was gathered',
  may: 'street:change',
  reply: z.strictObject({}),
})

export const clearDoorNote = endpoint({
  method: 'DELETE',
  path: '/petitions/:petition/streets/:street/doors/:door/note',
  summary: 'Take away the note on how to get to a door',
  may: 'street:change',
  reply: z.strictObject({}),
})

export const assignStreet = endpoint({
  method: 'PUT',
  path: '/petitions/:petition/streets/:street/assignments/:member',
  summary: 'Give a street to somebody',
  may: 'street:assign',
  reply: StreetSummary,
})

export const takeBackStreet = endpoint({
  method: 'DELETE',
  path: '/petitions/:petition/streets/:street/assignments/:member',
  summary: 'Take a street back; what was gathered there still counts',
  may: 'street:assign',
  reply: StreetSummary,
})
