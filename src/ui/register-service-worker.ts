/**
 * Puts the app on the phone. A new version waits until somebody asks for it,
 * because a reload in the middle of a signature would cost what was typed; one
 * that was waiting before this start is taken at once, before anything is; so
 * is one without which a screen can't be shown, where nothing is half-typed.
 */
import { Workbox } from 'workbox-window'
import { offerUpdate, useAppUpdate } from './shared/app-update.ts'
import { useHandOver } from './volunteer/signing/hand-over.ts'

const LOOK_EVERY_MS = 60 * 60 * 1000

export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const worker = new Workbox('/service-worker.js')

  /** Other tabs keep running on what they have: only the one that asked loads again. */
  function activate(whenActive: () => void): void {
    worker.addEventListener('controlling', whenActive)
    worker.messageSkipWaiting()
  }
  const reload = () => location.reload()
  let isStale = false
  function offer(): void {
    if (isStale && isSafe()) activate(reload)
    else offerUpdate(() => activate(reload))
  }

  worker.addEventListener('waiting', ({ wasWaitingBeforeRegister }) => {
    // Whoever was quicker than the update finds it offered instead of losing the page under the finger.
    if (wasWaitingBeforeRegister && isUntouched()) {
      activate(() => (isUntouched() ? reload() : offerUpdate(reload)))
    } else offer()
  })
  const registration = await worker.register({ immediate: true })

  const look = () => {
    if (document.visibilityState !== 'visible') return
    // Workbox follows one update a minute or more after the start, even if it fails: a later one is found here.
    if (registration?.waiting) offer()
    worker.update().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', look)
  // A part of this page's own build that the server no longer has.
  window.addEventListener('vite:preloadError', () => {
    isStale = true
    look()
  })
  setInterval(look, LOOK_EVERY_MS)
}

const isSafe = () => useHandOver.getState().current === undefined && useAppUpdate.getState().holds === 0

const isUntouched = () => isSafe() && navigator.userActivation?.hasBeenActive !== true
