/** When somebody at a door may be called on again: a few times to choose from, by the phone's own clock. */

export type CallBackTime = {
  readonly name:
    | 'in-an-hour'
    | 'this-afternoon'
    | 'this-evening'
    | 'tomorrow-morning'
    | 'tomorrow-evening'
    | 'weekend'
  readonly from: Date
}

const AFTERNOON = 13
const EVENING = 18
const MORNING = 10
/** Nobody is called on after eight (domain facts, 4.4). */
const LAST_HOUR = 20
const SATURDAY = 6

const at = (day: Date, daysLater: number, hour: number) =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater, hour)

/** Soonest first, none in the past and none in the night. */
export function callBackTimes(now: Date): CallBackTime[] {
  const hour = now.getHours()
  const inAnHour = new Date(now.getTime() + 60 * 60 * 1000)
  const toSaturday = SATURDAY - now.getDay()
  const isEarlyInWeek = toSaturday > 1 && toSaturday < SATURDAY
  const times: (CallBackTime | false)[] = [
    hour >= MORNING - 1 && hour < LAST_HOUR - 1 && { name: 'in-an-hour', from: inAnHour },
    hour < AFTERNOON - 1 && { name: 'this-afternoon', from: at(now, 0, AFTERNOON) },
    hour < EVENING - 1 && { name: 'this-evening', from: at(now, 0, EVENING) },
    { name: 'tomorrow-morning', from: at(now, 1, MORNING) },
    { name: 'tomorrow-evening', from: at(now, 1, EVENING) },
    isEarlyInWeek && { name: 'weekend', from: at(now, toSaturday, MORNING) },
  ]
  return times.filter((time) => time !== false).sort((a, b) => a.from.getTime() - b.from.getTime())
}
