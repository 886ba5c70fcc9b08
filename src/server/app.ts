import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { API_PREFIX } from '#wire/endpoint.ts'
import { type Problem, statusOf } from '#wire/problem.ts'
import { gunzipRequest } from './gunzip-request.ts'
import { Refusal } from './refusal.ts'
import { refuseOtherSites } from './refuse-other-sites.ts'
import { auditRoutes } from './routes/audit-routes.ts'
import { backupRoutes } from './routes/backup-routes.ts'
import { batchRoutes } from './routes/batch-routes.ts'
import { boardRoutes } from './routes/board-routes.ts'
import { importRoutes } from './routes/import-routes.ts'
import { lateRoutes } from './routes/late-routes.ts'
import { matchRoutes } from './routes/match-routes.ts'
import { memberRoutes } from './routes/member-routes.ts'
import { petitionRoutes } from './routes/petition-routes.ts'
import { rollRoutes } from './routes/roll-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { streetRoutes } from './routes/street-routes.ts'
import { syncRoutes } from './routes/sync-routes.ts'
import { translationRoutes } from './routes/translation-routes.ts'
import { trayRoutes } from './routes/tray-routes.ts'
import type { Server } from './server.ts'

const MAX_BODY_BYTES = 4 * 1024 * 1024

/** The API under `/api/v1`; the caller adds the app's own files beside it. */
export function createApp(server: Server): Hono {
  const app = new Hono()
  app.use(`${API_PREFIX}/*`, refuseOtherSites)
  app.use(`${API_PREFIX}/*`, bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => problem(c, 'too-large') }))
  app.use(`${API_PREFIX}/*`, gunzipRequest(MAX_BODY_BYTES))
  // A street's walk list shrinks to a tenth, which is what a phone at the edge of the signal pays for.
  app.use(`${API_PREFIX}/*`, compress())

  for (const routes of [
    sessionRoutes,
    syncRoutes,
    petitionRoutes,
    translationRoutes,
    streetRoutes,
    memberRoutes,
    boardRoutes,
    batchRoutes,
    lateRoutes,
    trayRoutes,
    importRoutes,
    matchRoutes,
    rollRoutes,
    auditRoutes,
    backupRoutes,
  ]) {
    routes(app, server)
  }

  app.all('/api/*', (c) => problem(c, 'not-found'))
  app.onError((error, c) => {
    if (error instanceof Refusal) return problem(c, error.code, error.fields)
    if (error instanceof HTTPException) return error.getResponse()
    // The message of a driver's error can quote a row, so only its kind is logged (P1).
    server.log.error({ kind: error.name, code: (error as { code?: string }).code }, 'request failed')
    return problem(c, 'server-error')
  })
  return app
}

function problem(c: Context, error: Problem['error'], fields?: Readonly<Record<string, string>>) {
  const body: Problem = fields === undefined ? { error } : { error, fields: { ...fields } }
  c.header('Cache-Control', 'no-store')
  return c.json(body, statusOf[error] as 400)
}
