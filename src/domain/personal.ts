/**
 * The personal part of an entry: what a resident gave. It exists in clear only
 * on the screen and, opened, on the server; everywhere else it is sealed.
 */
import * as z from 'zod/mini'
import { formatPostcode } from './postcode.ts'
import { notEndless, onOneLine } from './text.ts'

/**
 * A name is whatever the person says it is: one field, one letter or many, any
 * script. Refused are a web address and a formula's first character, because
 * both are how a list is attacked rather than how anybody is called.
 */
export const FullName = z.string().check(
  notEndless('name-too-long'),
  z.normalize('NFC'),
  onOneLine(),
  z.trim(),
  z.refine((name) => /[^\p{C}\p{Z}\p{M}]/u.test(name), 'name-missing'),
  z.maxLength(255, 'name-too-long'),
  z.refine((name) => !/^[-=+@]/.test(name) && !/https?:|www\./i.test(name), 'name-not-a-name'),
)

/** One line: an address pasted or imported in several is joined by commas. */
export const AddressLine = z.string().check(
  notEndless('address-too-long'),
  z.normalize('NFC'),
  z.trim(),
  z.overwrite((address) => address.replace(/[\s,]*[\r\n][\s,]*/g, ', ')),
  z.trim(),
  z.minLength(1, 'address-missing'),
  z.maxLength(255, 'address-too-long'),
)

export const Postcode = z.pipe(
  z.string().check(
    notEndless('postcode-not-a-postcode'),
    z.trim(),
    z.minLength(1, 'postcode-missing'),
    z.refine((typed) => typed === '' || formatPostcode(typed) !== undefined, 'postcode-not-a-postcode'),
  ),
  z.transform((typed: string) => formatPostcode(typed) ?? typed),
)

/** How somebody belongs to the place; which of these may sign is the petition's choice. */
export const Connection = z.enum(['live', 'work', 'study', 'direct-connection', 'visit'])
export type Connection = z.infer<typeof Connection>

/** `assisted`: the volunteer typed it on request, read it back, and the resident agreed. */
export const Method = z.enum(['typed', 'drawn', 'paper', 'assisted'])
export type Method = z.infer<typeof Method>

/** Strokes as in `ink.ts`: coordinates only; pressure and timing would be biometric data. */
export const Ink = z.strictObject({
  /** Height of the pad in units of a thousandth of its width. */
  height: z.int().check(z.gte(100), z.lte(4000)),
  strokes: z.base64url().check(z.minLength(2), z.maxLength(24_000)),
})
export type Ink = z.infer<typeof Ink>

export const Email = z
  .string()
  .check(
    z.trim(),
    z.maxLength(254, { error: 'email-not-an-address', abort: true }),
    z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'email-not-an-address'),
  )

export const Phone = z.string().check(
  z.trim(),
  z.maxLength(40, 'phone-not-a-number'),
  z.refine((typed) => (typed.match(/\d/g)?.length ?? 0) >= 7, 'phone-not-a-number'),
)

export const Purpose = z.enum(['result', 'future-campaigns'])
export type Purpose = z.infer<typeof Purpose>
export const Channel = z.enum(['email', 'phone'])
export type Channel = z.infer<typeof Channel>

/** Asked on its own page after the signature counts. No purpose ticked means no contact. */
export const ContactConsent = z.strictObject({
  email: z.optional(Email),
  phone: z.optional(Phone),
  purposes: z.array(Purpose).check(z.minLength(1)),
  /** By which way for which purpose; where it is not said, each way that is given for each purpose. */
  channels: z.optional(
    z.strictObject({
      result: z.optional(z.array(Channel)),
      'future-campaigns': z.optional(z.array(Channel)),
    }),
  ),
})
export type ContactConsent = z.infer<typeof ContactConsent>

/** The ways by which somebody may be written to about this; none where they did not agree to it. */
export function channelsFor(
  { email, phone, purposes, channels }: ContactConsent,
  purpose: Purpose,
): Channel[] {
  const given = Channel.options.filter((channel) => (channel === 'email' ? email : phone) !== undefined)
  if (!purposes.includes(purpose)) return []
  return channels === undefined ? given : given.filter((channel) => channels[purpose]?.includes(channel))
}

/** What `sealed` holds for a `sign` or an `amend`. An amend replaces the whole of it (A1). */
export const Personal = z.strictObject({
  name: FullName,
  address: z.optional(AddressLine),
  postcode: z.optional(Postcode),
  connection: z.optional(Connection),
  ink: z.optional(Ink),
  contact: z.optional(ContactConsent),
  /** That they are as old as the petition asks. No age is kept. */
  ofAge: z.optional(z.literal(true)),
})
export type Personal = z.infer<typeof Personal>
