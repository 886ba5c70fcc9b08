/** Keeps what it has once fetched, so that the page opens without a server, as the app does. */
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => event.respondWith(kept(event.request)))

async function kept(request) {
  const cache = await caches.open('framework')
  const known = await cache.match(request)
  if (known) return known
  const response = await fetch(request)
  await cache.put(request, response.clone())
  return response
}
