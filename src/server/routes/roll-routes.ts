import type { Hono } from 'hono'
import { exportRoll, readRoll, readStreetSignatures } from '#wire/roll.ts'
import * as exporting from '../roll/export-roll.ts'
import * as roll from '../roll/read-roll.ts'
import { streetSignatures } from '../roll/street-signatures.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import { pageFrom } from './page-from.ts'

export function rollRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, readRoll, ({ caller, query }) => roll.readRoll(server, caller, pageFrom(query)))

  serveEndpoint(app, server, exportRoll, async ({ caller, context }) =>
    context.body(await exporting.exportRoll(server, caller), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="roll.csv"',
      'Cache-Control': 'no-store',
    }),
  )

  serveEndpoint(app, server, readStreetSignatures, async ({ caller, params }) => ({
    signatures: await streetSignatures(server, caller, params.street),
  }))
}
