/** Wall time in a petition's own zone, with what every browser knows of time zones. Pure: "now" is an argument. */

/**
 * The instant at which a clock in the zone shows this time, "2017-10-06T17:00".
 * An hour that the clock skips in spring is read an hour later, and of an hour
 * that comes twice in autumn it is the first: so does every calendar program.
 */
export function instantOf(local: string, timeZone: string): Date {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) throw new RangeError(`not a time: ${local}`)
  // The offsets a day before and a day after are those on either side of any change of the clock.
  const before = wall - offsetAt(wall - DAY_MS, timeZone)
  const after = wall - offsetAt(wall + DAY_MS, timeZone)
  for (const instant of [before, after]) {
    if (instant + offsetAt(instant, timeZone) === wall) return new Date(instant)
  }
  return new Date(before)
}

/** "2017-10-06T17:00": what a clock in the zone shows. */
export function localTimeOf(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 16)
}

/** Days on the calendar of the zone from now until that local day or time: 0 is today, below 0 is past. */
export function daysUntil(local: string, now: Date, timeZone: string): number {
  const dayOf = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00Z`)
  return (dayOf(local) - dayOf(localTimeOf(now, timeZone))) / DAY_MS
}

const DAY_MS = 24 * 60 * 60 * 1000

/** By how much clocks in the zone are ahead of UTC at that instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatFor(timeZone).formatToParts(instant)) shown[type] = value
  const { year, month, day, hour, minute, second } = shown
  const wall = Date.parse(`${year?.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return wall - Math.floor(instant / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once for each zone: making one costs more than using it a hundred times. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}
