/** A day typed in three boxes, and a time in a fourth, as people write them. */
export type TypedDay = { day: string; month: string; year: string; time: string }

/** "2017-10-06T17:00" */
export function typedTimeOf(localTime: string): TypedDay {
  return { ...typedDayOf(localTime.slice(0, 10)), time: localTime.slice(11) }
}

/** "2017-10-06" */
export function typedDayOf(isoDay: string): TypedDay {
  const [year = '', month = '', day = ''] = isoDay.split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year, time: '' }
}

/** The ISO form, or nothing when there is no such day or time. */
export function isoDayOf(typed: TypedDay, precision?: 'with time'): string {
  const [year, month, day] = [typed.year, monthOf(typed.month), typed.day].map((part) => Number(part.trim()))
  if (!year || !month || !day || year < 1000 || year > 9999) return ''
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return ''
  const isoDay = date.toISOString().slice(0, 10)
  if (!precision) return isoDay
  const time = timeOf(typed.time)
  return time === undefined ? '' : `${isoDay}T${time}`
}

/** "10", "Oct", "october". */
function monthOf(typed: string): string {
  const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
  const place = names.indexOf(typed.trim().toLowerCase().slice(0, 3))
  return place < 0 ? typed : String(place + 1)
}

/** "17:00", "17.00", "1700", "5pm", "5.30 pm". */
export function timeOf(typed: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.]?([0-5]\d))?\s*([ap]\.?m\.?)?$/i.exec(typed.trim())
  if (!match) return undefined
  const [, hours = '', minutes = '00', half] = match
  let hour = Number(hours)
  if (half && (hour < 1 || hour > 12)) return undefined
  if (half) hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  return hour > 23 ? undefined : `${String(hour).padStart(2, '0')}:${minutes}`
}
