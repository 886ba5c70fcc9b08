/** A finger on a touch screen, which counts its taps; a hold is one of them, and a stroke is none. */
import type { Locator, Page } from 'playwright-core'

const HOLD_MS = 1_150
const LIFT_MS = 350
const STEP_MS = 20

export type Finger = {
  taps: number
  tap(on: Locator): Promise<void>
  hold(on: Locator): Promise<void>
  /** One wavy stroke, each lower on the pad than the one before. */
  draw(pad: Locator, options?: { liftsOff?: boolean }): Promise<void>
  liftOff(): Promise<void>
}

export async function createFinger(page: Page): Promise<Finger> {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: x === undefined || y === undefined ? [] : [{ x, y }],
    })

  async function boxOf(on: Locator) {
    await on.waitFor()
    await on.scrollIntoViewIfNeeded()
    const box = await on.boundingBox()
    if (box === null) throw new Error('there is something to touch')
    return box
  }

  const finger: Finger = {
    taps: 0,
    async tap(on) {
      await on.tap()
      finger.taps += 1
    },
    async hold(on) {
      const { x, y, width, height } = await boxOf(on)
      await touch('touchStart', x + width / 2, y + height / 2)
      await page.waitForTimeout(HOLD_MS)
      await touch('touchEnd')
      await page.waitForTimeout(LIFT_MS)
      finger.taps += 1
    },
    async draw(pad, { liftsOff = true } = {}) {
      const { x, y, width, height } = await boxOf(pad)
      const middle = y + height * (liftsOff ? 0.4 : 0.8)
      await touch('touchStart', x + width * 0.1, middle)
      for (let step = 1; step <= 12; step += 1) {
        await touch('touchMove', x + width * (0.1 + step * 0.05), middle + Math.sin(step) * height * 0.1)
        // At a hand's speed: a flick would make the browser take the next touch for the end of a scroll.
        await page.waitForTimeout(STEP_MS)
      }
      if (!liftsOff) return
      await touch('touchEnd')
      // Nobody's finger is elsewhere at once: the browser would take it for the same touch.
      await page.waitForTimeout(LIFT_MS)
    },
    liftOff: async () => {
      await touch('touchEnd')
    },
  }
  return finger
}
