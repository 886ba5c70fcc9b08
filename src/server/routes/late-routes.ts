import type { Hono } from 'hono'
import { decideLate, readLate } from '#wire/late.ts'
import * as deciding from '../late/decide-late.ts'
import * as reading from '../late/read-late.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function lateRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, readLate, ({ caller }) => reading.readLate(server, caller.petition))

  serveEndpoint(app, server, decideLate, async ({ caller, body }) => {
    await deciding.decideLate(server, caller, body.decision)
    return reading.readLate(server, caller.petition)
  })
}
