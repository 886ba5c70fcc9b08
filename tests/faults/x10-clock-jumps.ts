/** The phone's clock jumps years back and forth in the middle of a walk, and while the app is closed. */
import type { Fault } from './fault.ts'

const CLOCKS = [
  '2019-01-01T00:00:00Z',
  '2038-01-19T03:14:08Z',
  '1970-01-01T00:00:01Z',
  '2026-03-29T00:59:59Z',
]

export const x10: Fault = {
  id: 'X10',
  title: 'clock jumps',
  proves: 'J2 S5',
  stores: 'each',
  trials: 8,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    const years = new Set<string>()
    for (let trial = 0; trial < trials; trial += 1) {
      const clock = CLOCKS[trial % CLOCKS.length] ?? ''
      await phone.tab.page.clock.setSystemTime(new Date(clock))
      years.add(clock.slice(0, 4))
      await phone.tab.save(25)
      if (trial % 2 === 1) {
        await phone.kill()
        await phone.openTab()
      }
    }
    const { entries } = await field.reckon([phone])
    const arrived = new Set([...entries.values()].map(({ madeAt }) => madeAt.slice(0, 4)))
    lab.must(
      [...years].every((year) => arrived.has(year)),
      'J2 a clock that is wrong is kept as evidence, as it was',
    )
  },
}
