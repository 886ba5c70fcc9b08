/** How captains' and organisers' screens write numbers, instants, lists and counts. A count chooses its plural. */
import type { Role } from '#domain/permission.ts'

export const locale = 'en-GB'
const number = new Intl.NumberFormat(locale)
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const list = new Intl.ListFormat(locale, { type: 'conjunction' })
const plural = new Intl.PluralRules(locale)

export const numberText = (n: number) => number.format(n)
export const instantText = (instant: string) => dateTime.format(new Date(instant))
export const listText = (parts: readonly string[]) => list.format(parts)

export const countText = (n: number, one: string, other: string) =>
  `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`

export const doorsText = (n: number) => countText(n, 'door', 'doors')

export const roleTexts: Record<Role, string> = {
  volunteer: 'Volunteer',
  captain: 'Street captain',
  organiser: 'Organiser',
}
