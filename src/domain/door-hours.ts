/** When a petition's volunteers knock: by the clock of the petition's own zone, wherever the phone is. */
import type { DoorRules } from './door-rules.ts'
import { localTimeOf } from './zoned-time.ts'

/** From the first minute on, and no longer in the last. */
export function isWithinHours(
  { from, sundayFrom, to }: DoorRules['hours'],
  now: Date,
  timeZone: string,
): boolean {
  const [day = '', time = ''] = localTimeOf(now, timeZone).split('T')
  const isSunday = new Date(`${day}T00:00:00.000Z`).getUTCDay() === 0
  return time >= (isSunday ? sundayFrom : from) && time < to
}
