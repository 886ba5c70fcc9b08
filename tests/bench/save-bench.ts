/**
 * One save by the whole path (seal, journal file and strict transaction side by
 * side) beside a raw strict put of the same sealed row in the same run.
 */
import { quantile, withBenchPage } from './bench-page.ts'

const CPUS = [1, 4]
const ROWS = [0, 1_000, 10_000]
const SAVES = 120
const RUNS = 3

type SaveFigures = {
  readonly cpu: number
  readonly rows: number
  readonly p50: number
  readonly p95: number
  readonly rawP50: number
}

export const measure = (): Promise<SaveFigures[]> =>
  withBenchPage(async ({ page, slowDown, reload }) => {
    const figures: SaveFigures[] = []
    for (const cpu of CPUS) {
      for (const rows of ROWS) {
        const runs: { p50: number; p95: number; rawP50: number }[] = []
        for (let run = 0; run < RUNS; run += 1) {
          const name = `save-${cpu}-${rows}-${run}`
          await slowDown(1)
          await page.evaluate(([name, rows]) => window.bench.fill(name, rows), [name, rows] as const)
          await reload()
          await slowDown(cpu)
          const times = await page.evaluate(([name, count]) => window.bench.save(name, count), [
            name,
            SAVES,
          ] as const)
          await slowDown(1)
          await reload()
          await page.evaluate((name) => window.bench.remove(name), name)
          const { saves, raws } = times
          runs.push({ p50: quantile(saves, 0.5), p95: quantile(saves, 0.95), rawP50: quantile(raws, 0.5) })
        }
        const median = (of: (run: (typeof runs)[number]) => number) => quantile(runs.map(of), 0.5)
        figures.push({
          cpu,
          rows,
          p50: median((run) => run.p50),
          p95: median((run) => run.p95),
          rawP50: median((run) => run.rawP50),
        })
      }
    }
    return figures
  })
