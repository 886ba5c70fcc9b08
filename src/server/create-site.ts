/** All that one port serves: the API, its description, the probes of whoever watches the server, and the app's files. */
import { Hono } from 'hono'
import { createApp } from './app.ts'
import { serveAppFiles } from './app-files.ts'
import { openApiDocument } from './openapi.ts'
import { requestLog } from './request-log.ts'
import { securityHeaders } from './security-headers.ts'
import type { Server } from './server.ts'

export function createSite(server: Server, appDirectory: string): Hono {
  const site = new Hono()
  site.use(requestLog(server.log))
  site.use(securityHeaders(server.publicUrl))
  site.get('/healthz', (c) => c.text('ok', 200, { 'Cache-Control': 'no-store' }))
  site.get('/readyz', async (c) => {
    const answers = await server.store.ping().then(
      () => true,
      () => false,
    )
    return c.text(answers ? 'ready' : 'the database does not answer', answers ? 200 : 503, {
      'Cache-Control': 'no-store',
    })
  })
  const description = openApiDocument()
  site.get('/api/openapi.json', (c) => c.json(description))
  site.route('/', createApp(server))
  serveAppFiles(site, appDirectory)
  return site
}
