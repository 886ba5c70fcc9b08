/**
 * A killed and restarted browser, no server, a processor four times slower, a
 * long campaign's entries on the phone: how long until the walk list is painted
 * and answers. Beside it a page of the same build that only mounts React.
 */
import { quantile } from './bench-page.ts'
import { type AppOnPhone, withAppOnPhone } from './start/app-on-phone.ts'

const CPU = 4
const ROWS = 10_000
const STARTS = 7

export const measure = () =>
  withAppOnPhone({ rows: ROWS }, async (app) => {
    const times = { list: [] as number[], framework: [] as number[] }
    for (let start = 0; start < STARTS; start += 1) {
      times.framework.push(await startCold(app, app.framework, 'main a'))
      times.list.push(await startCold(app, app.list, 'main a[href*="/doors/"]'))
    }
    return {
      cpu: CPU,
      rows: ROWS,
      server: 'down',
      listMs: quantile(times.list, 0.5),
      frameworkMs: quantile(times.framework, 0.5),
    }
  })

/** From the address to the frame after which the page answers again. */
async function startCold({ openCold }: AppOnPhone, url: string, selector: string): Promise<number> {
  const page = await openCold(CPU)
  await page.addInitScript((wanted) => {
    const look = () => {
      if (document.querySelector(wanted)) setTimeout(() => performance.mark('painted'))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, selector)
  await page.goto(url, { waitUntil: 'commit' })
  const painted = await page.waitForFunction(() => performance.getEntriesByName('painted')[0]?.startTime)
  return Number(await painted.jsonValue())
}
