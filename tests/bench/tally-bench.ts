/** The first screen's tally on a phone with 10,000 unsent signatures, 40 streets and 2,000 doors: counters, never a scan. */
import { quantile, withBenchPage } from './bench-page.ts'

const CPU = 4
const ROWS = 10_000
const STARTS = 9
const SAVES = 100

export const measure = () =>
  withBenchPage(async ({ page, slowDown, reload }) => {
    await page.evaluate(([name, rows]) => window.bench.fill(name, rows), ['tally', ROWS] as const)
    await slowDown(CPU)
    const firsts: number[] = []
    for (let start = 0; start < STARTS; start += 1) {
      await reload()
      firsts.push(await page.evaluate(() => window.bench.firstTally('tally')))
    }
    const updates = await page.evaluate(([name, count]) => window.bench.tallyUpdates(name, count), [
      'tally',
      SAVES,
    ] as const)
    return { cpu: CPU, rows: ROWS, firstMs: quantile(firsts, 0.5), updateMs: quantile(updates, 0.5) }
  })
