/**
 * Puts the app on the phone. A new version waits until somebody asks for it,
 * because a reload in the middle of a signature would cost what was typed; one
 * that was waiting before this start is taken at once, before anything is.
 */
import { offerUpdate, useAppUpdate } from './shared/app-update.ts'
import { useHandOver } from './volunteer/signing/hand-over.ts'

const LOOK_EVERY_MS = 60 * 60 * 1000

export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const registration = await serviceWorker.register('/service-worker.js')

  /** Other tabs keep running on what they have: only the one that asked loads again. */
  function activate(whenActive: () => void): void {
    serviceWorker.addEventListener('controllerchange', whenActive, { once: true })
    registration.waiting?.postMessage({ type: 'SKIP_WAITING' })
  }
  const reload = () => location.reload()
  const offer = () => offerUpdate(() => activate(reload))

  // Whoever was quicker than the update finds it offered instead of losing the page under the finger.
  if (registration.waiting && isUntouched()) {
    activate(() => (isUntouched() ? reload() : offerUpdate(reload)))
  } else if (registration.waiting) offer()
  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      // Without a controller it is the first version, which replaces nothing.
      if (installing.state === 'installed' && serviceWorker.controller) offer()
    })
  })

  const look = () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', look)
  setInterval(look, LOOK_EVERY_MS)
}

const isUntouched = () =>
  useHandOver.getState().current === undefined &&
  useAppUpdate.getState().holds === 0 &&
  navigator.userActivation?.hasBeenActive !== true
