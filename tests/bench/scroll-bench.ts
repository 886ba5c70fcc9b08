/**
 * A long street on a slow phone: the longest frame while its list is scrolled
 * from end to end, and the time from a tap on an outcome to the next door.
 */
import type { Page } from 'playwright-core'
import { quantile } from './bench-page.ts'
import { withAppOnPhone } from './start/app-on-phone.ts'

const CPU = 4
const ROWS = 10_000
const DOORS = 300
const KNOCKS = 60
/** The first ones compile what the others run. */
const WARM_UP = 5
/** By then the comparison of the two copies, which a start begins with, is over. */
const QUIET_MS = 15_000

export const measure = () =>
  withAppOnPhone({ rows: ROWS, doorsAStreet: DOORS }, async ({ list, openCold }) => {
    const page = await openCold(CPU)
    await page.goto(list)
    await page.locator('main li a[href*="/doors/"]').first().waitFor()
    await page.waitForTimeout(QUIET_MS)
    const longestFrameMs = await longestFrame(page)
    const knocks = await knockOn(page)
    return {
      cpu: CPU,
      doors: DOORS,
      rows: ROWS,
      longestFrameMs,
      nextDoorP50: quantile(knocks, 0.5),
      nextDoorP95: quantile(knocks, 0.95),
    }
  })

/** A finger's flick each 100 ms, down to the end and up again. */
async function longestFrame(page: Page): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    const tick = () => {
      const now = performance.now()
      frames.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    Object.assign(window, { frames })
  })
  await page.mouse.move(180, 400)
  for (const pixels of [600, -600])
    for (let flick = 0; flick < 40; flick += 1) {
      await page.mouse.wheel(0, pixels)
      await page.waitForTimeout(100)
    }
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames)
  return Math.round(Math.max(...frames) * 10) / 10
}

/** Nobody is at the next door sooner. */
const WALK_MS = 1_000

/** Each tap is on "No answer"; it ends with the frame in which another door stands. */
async function knockOn(page: Page): Promise<number[]> {
  await page
    .locator('footer a, a')
    .filter({ hasText: /^Next door/ })
    .first()
    .click()
  const times: number[] = []
  for (let knock = 0; knock < KNOCKS + WARM_UP; knock += 1) {
    const button = page.getByRole('button', { name: 'No answer', exact: true })
    await button.waitFor()
    await page.waitForTimeout(WALK_MS)
    await page.evaluate(() => {
      const before = location.pathname
      const heading = document.querySelector('h1')?.textContent
      addEventListener(
        'click',
        ({ timeStamp }) => {
          const look = () => {
            const now = document.querySelector('h1')?.textContent
            if (location.pathname === before || now === undefined || now === heading)
              return requestAnimationFrame(look)
            setTimeout(() => Object.assign(window, { took: performance.now() - timeStamp }))
          }
          look()
        },
        { once: true, capture: true },
      )
      Object.assign(window, { took: undefined })
    })
    await button.click()
    const took = await page.waitForFunction(() => (window as { took?: number }).took)
    if (knock >= WARM_UP) times.push(Number(await took.jsonValue()))
  }
  return times
}
