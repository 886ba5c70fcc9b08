/** What a `door` entry seals: a door that was missing from the list, or a note on how one gets to a door. */
import * as z from 'zod/mini'
import { DoorLabel } from './door.ts'
import { Postcode } from './personal.ts'
import { notEndless, onOneLine } from './text.ts'

/** Seven digits with anything between them that people write in phone numbers. */
const LIKE_A_PHONE_NUMBER = /(?:\d[\s().+/-]*){7}/
const LIKE_AN_EMAIL_ADDRESS = /\S@\S/

/** "Side gate", "Buzzer 3 is broken": about the door and never about people. Nothing takes the note away. */
export const DoorNote = z.string().check(
  notEndless('door-note-too-long'),
  z.normalize('NFC'),
  onOneLine(),
  z.trim(),
  z.maxLength(80, 'door-note-too-long'),
  z.refine(
    (note) => !LIKE_A_PHONE_NUMBER.test(note) && !LIKE_AN_EMAIL_ADDRESS.test(note),
    'door-note-about-people',
  ),
)

export const DoorDescription = z
  .strictObject({
    /** Of a door that was missing; a note alone has none. */
    label: z.optional(DoorLabel),
    postcode: z.optional(Postcode),
    note: z.optional(DoorNote),
  })
  .check(z.refine(({ label, note }) => label !== undefined || note !== undefined, 'door-not-described'))
export type DoorDescription = z.infer<typeof DoorDescription>
