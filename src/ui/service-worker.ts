/**
 * Keeps the app on the phone, so that it opens cold without a network. It
 * answers navigations and the app's own files only: the API is never cached,
 * and whatever isn't a GET passes by. A new version waits until the page says
 * SKIP_WAITING, at a moment when nobody is signing.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { readonly url: string; readonly revision: string | null }[]
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
