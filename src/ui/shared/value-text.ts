/** How captains' and organisers' screens write numbers, instants, lists and counts. A count chooses its plural. */
import type { Role } from '#domain/permission.ts'
import { once } from './once.ts'

export const locale = 'en-GB'
const number = once(() => new Intl.NumberFormat(locale))
const dateTime = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }))
const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
const plural = once(() => new Intl.PluralRules(locale))

export const numberText = (n: number) => number().format(n)
export const instantText = (instant: string) => dateTime().format(new Date(instant))
export const listText = (parts: readonly string[]) => list().format(parts)

export const countText = (n: number, one: string, other: string) =>
  `${numberText(n)} ${plural().select(n) === 'one' ? one : other}`

export const doorsText = (n: number) => countText(n, 'door', 'doors')

export const roleTexts: Record<Role, string> = {
  volunteer: 'Volunteer',
  captain: 'Street captain',
  organiser: 'Organiser',
}
