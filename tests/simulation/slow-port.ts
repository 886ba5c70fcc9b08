/**
 * A storage of a phone under the scheduler: its calls follow one another; each
 * may land at once, later, not at all, or fail; and whoever asked may be gone
 * when the answer comes.
 */

import type { Page } from './page.ts'

export type Ending = 'lands' | 'fails'

type Waiting = {
  readonly page: Page
  readonly land: () => Promise<void>
  readonly fail: (error: unknown) => void
  readonly label: string
}

export type SlowPort = {
  call<T>(page: Page, label: string, work: () => Promise<T>): Promise<T>
  /** From now on calls wait. */
  hold(isOn: boolean): void
  readonly waiting: readonly { readonly label: string }[]
  /** Of the first that waits. */
  end(ending: Ending): Promise<void>
  /** From now on every call fails with this. */
  breakDown(error: Error | undefined): void
  readonly isBroken: boolean
  /** What it was is gone: the calls that wait for it fail. */
  lose(error: Error): void
  /** The power goes: of the calls that wait the first so many have reached the disk. */
  cut(landed: number): Promise<void>
}

export function createSlowPort(): SlowPort {
  let isHeld = false
  let broken: Error | undefined
  let waiting: Waiting[] = []

  return {
    call: (page, label, work) =>
      new Promise((resolve, reject) => {
        const fail = (error: unknown) => page.run(() => reject(error))
        if (broken !== undefined) return fail(broken)
        const land = () =>
          work().then(
            (value) => page.run(() => resolve(value)),
            (error: unknown) => fail(error),
          )
        if (isHeld || waiting.length > 0) waiting.push({ page, land, fail, label })
        else void land()
      }),
    hold(isOn) {
      isHeld = isOn
    },
    get waiting() {
      return waiting
    },
    async end(ending) {
      const first = waiting.shift()
      if (first === undefined) return
      if (ending === 'lands') await first.land()
      else first.fail(new DOMException('no room', 'QuotaExceededError'))
    },
    breakDown(error) {
      broken = error
    },
    get isBroken() {
      return broken !== undefined
    },
    lose(error) {
      const lost = waiting
      waiting = []
      for (const { fail } of lost) fail(error)
    },
    async cut(landed) {
      const cut = waiting
      waiting = []
      isHeld = false
      for (const { land } of cut.slice(0, landed)) await land()
    },
  }
}
