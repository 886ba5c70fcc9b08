/**
 * Keeps the app on the phone, so that it opens cold without a network. It
 * answers navigations and the app's own files only: the API is never cached,
 * and whatever isn't a GET passes by. A new version waits until the page says
 * SKIP_WAITING, at a moment when nobody is signing.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { WAKE_UP } from '#device/wake-up.ts'

interface SyncEvent extends ExtendableEvent {
  readonly tag: string
}

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { readonly url: string; readonly revision: string | null }[]
  addEventListener(type: 'sync', listener: (event: SyncEvent) => void): void
}

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/api\//, /^\/(health|ready)z$/, /^[^?]*\.[^/?]+(\?|$)/],
  }),
)

self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// Only wakes the pages that are open: they know what is unsent, and a second wake or a last chance changes nothing.
self.addEventListener('sync', (event) => {
  if (event.tag === WAKE_UP) event.waitUntil(wakePages())
})

async function wakePages(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  for (const page of pages) page.postMessage({ type: WAKE_UP })
}
