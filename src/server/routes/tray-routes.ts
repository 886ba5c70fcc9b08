import type { Hono } from 'hono'
import { leaveOut, putBack, readTray, takeIn } from '#wire/tray.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import * as reading from '../tray/read-tray.ts'
import * as resolving from '../tray/resolve-refused.ts'

export function trayRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, readTray, ({ caller }) => reading.readTray(server, caller))

  serveEndpoint(app, server, takeIn, async ({ caller, body }) => {
    await resolving.takeIn(server, caller, body)
    return { entry: await reading.readTrayEntry(server, caller.petition, body) }
  })

  serveEndpoint(app, server, leaveOut, async ({ caller, body: { why, ...key } }) => {
    await resolving.leaveOut(server, caller, key, why)
    return { entry: await reading.readTrayEntry(server, caller.petition, key) }
  })

  serveEndpoint(app, server, putBack, async ({ caller, body }) => {
    await resolving.putBack(server, caller, body)
    return { entry: await reading.readTrayEntry(server, caller.petition, body) }
  })
}
