/** Requests and replies are repeated, delayed, lost, cut, swapped, and answered by others. */
import type { Fault } from './fault.ts'
import { straight } from './lab/link.ts'
import { createStorm, pause, WEATHERS } from './lab/weather.ts'

const STORM_MS = 5_000

export const x08: Fault = {
  id: 'X8',
  title: 'hostile link',
  proves: 'S1 S2 S3 S4',
  stores: 'each',
  trials: 5,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    const met = new Map<string, number>()
    for (let trial = 0; trial < trials; trial += 1) {
      const storm = createStorm(lab.dice)
      field.link.way = storm.way
      phone.tab.work(10)
      await pause(STORM_MS)
      await phone.tab.rest()
      await storm.settle()
      for (const [weather, times] of storm.met) met.set(weather, (met.get(weather) ?? 0) + times)
    }
    field.link.way = straight
    lab.must(
      trials < x08.trials || WEATHERS.every((weather) => met.has(weather)),
      'the storm had every kind of weather',
    )
    lab.note(WEATHERS.map((weather) => `${weather} ${met.get(weather) ?? 0}`).join(', '))
    await field.reckon([phone])
  },
}
