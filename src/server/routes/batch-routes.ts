import type { Hono } from 'hono'
import { acceptBatch, listBatches, readBatch, undoBatch } from '#wire/batches.ts'
import * as batches from '../batches/read-batches.ts'
import * as accepting from '../merge/accept-batch.ts'
import * as undoing from '../merge/undo-batch.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import { pageFrom } from './page-from.ts'

export function batchRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, listBatches, ({ caller, query }) =>
    batches.listBatches(server, caller, query.before),
  )

  serveEndpoint(app, server, readBatch, ({ caller, params, query }) =>
    batches.readBatchPage(server, caller, params.batch, pageFrom(query)),
  )

  serveEndpoint(app, server, acceptBatch, async ({ caller, params }) => {
    await accepting.acceptBatch(server, caller, params.batch)
    return { batch: await batches.readBatch(server, caller.petition, params.batch) }
  })

  serveEndpoint(app, server, undoBatch, async ({ caller, params }) => {
    await undoing.undoBatch(server, caller, params.batch)
    return { batch: await batches.readBatch(server, caller.petition, params.batch) }
  })
}
