import type { Hono } from 'hono'
import { readAudit } from '#wire/audit.ts'
import { readAuditTrail } from '../read-audit-trail.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function auditRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, readAudit, ({ caller, query }) =>
    readAuditTrail(server, caller.petition, query.before),
  )
}
