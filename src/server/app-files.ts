/**
 * Serves the built app. A file that is missing is a 404 and never the page in
 * its place, or a browser would keep HTML as a script after an update; only a
 * navigation, which asks for HTML by an address without an extension, gets the
 * page.
 */
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'

const FOR_EVER = 'public, max-age=31536000, immutable'
const ASK_EACH_TIME = 'no-cache'

export function serveAppFiles(app: Hono, appDirectory: string): void {
  app.get(
    '/*',
    serveStatic({
      root: appDirectory,
      precompressed: true,
      // The page itself is sent below, by its navigations.
      index: 'no-index',
      onFound: (_, c) => {
        c.header('Cache-Control', c.req.path.startsWith('/assets/') ? FOR_EVER : ASK_EACH_TIME)
      },
    }),
  )
  const page = serveStatic({
    path: join(appDirectory, 'index.html'),
    precompressed: true,
    onFound: (_, c) => c.header('Cache-Control', ASK_EACH_TIME),
  })
  app.get('/*', async (c, next) => (isNavigation(c) ? page(c, next) : next()))
  app.notFound((c) => c.text('Not found', 404, { 'Cache-Control': 'no-store' }))
}

function isNavigation(c: Context): boolean {
  const { path } = c.req
  if (/^\/(api|assets|icons)(\/|$)/.test(path)) return false
  const hasExtension = /\.[^/]*$/.test(path)
  return !hasExtension && (c.req.header('accept') ?? '').includes('text/html')
}
