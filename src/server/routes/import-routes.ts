import type { Hono } from 'hono'
import { finishImport, importRows, startImport } from '#wire/imports.ts'
import { readBatch } from '../batches/read-batches.ts'
import * as imports from '../imports/import-batch.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function importRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, startImport, ({ caller, params, body }) =>
    imports.startImport(server, caller, params.batch, body),
  )

  serveEndpoint(app, server, importRows, ({ caller, params, body }) =>
    imports.importRows(server, caller, params.batch, body.rows),
  )

  serveEndpoint(app, server, finishImport, async ({ caller, params }) => {
    const refused = await imports.finishImport(server, caller, params.batch)
    return { batch: await readBatch(server, caller.petition, params.batch), refused }
  })
}
