/** Gives the test the net and the lock of this tab. */
import { browserNet, withSyncLock } from '#device/browser-effects.ts'
import type { Net } from '#device/ports.ts'

export type NetPage = {
  readonly net: Net
  /** Takes the lock, or gives up; it is held until `letGo`. */
  take(): Promise<'held' | 'passed by'>
  letGo(): void
}

declare global {
  interface Window {
    netPage?: NetPage
  }
}

let letGo = () => {}

window.netPage = {
  net: browserNet,
  take: () =>
    new Promise((resolve) => {
      const work = () =>
        new Promise<'done'>((done) => {
          letGo = () => done('done')
          resolve('held')
        })
      void withSyncLock(work).then((outcome) => {
        if (outcome === undefined) resolve('passed by')
      })
    }),
  letGo: () => letGo(),
}
