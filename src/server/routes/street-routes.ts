import type { Hono } from 'hono'
import {
  assignStreet,
  clearDoorNote,
  deleteDoor,
  deleteStreet,
  listStreets,
  readStreet,
  renameStreet,
  saveStreets,
  takeBackStreet,
} from '#wire/streets.ts'
import { retryDeferred } from '../receive/retry-deferred.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import * as assignments from '../streets/assign-street.ts'
import * as changes from '../streets/change-street.ts'
import * as saving from '../streets/save-streets.ts'
import { doorsOf, streetSummaries, streetSummary } from '../streets/street-summaries.ts'

export function streetRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, listStreets, async ({ caller }) => ({
    streets: await streetSummaries(server, caller),
  }))

  serveEndpoint(app, server, saveStreets, async ({ caller, body }) => {
    const saved = await saving.saveStreets(server, caller, body.streets)
    await retryDeferred(server, { petition: caller.petition, reasons: ['unknown-door'] })
    return saved
  })

  serveEndpoint(app, server, readStreet, async ({ caller, params }) => ({
    street: await streetSummary(server, caller, params.street),
    doors: await doorsOf(server, caller.petition, params.street),
  }))

  serveEndpoint(app, server, renameStreet, async ({ caller, params, body }) => {
    await changes.renameStreet(server, caller, params.street, body)
    return streetSummary(server, caller, params.street)
  })

  serveEndpoint(app, server, deleteStreet, async ({ caller, params }) => {
    await changes.deleteStreet(server, caller, params.street)
    return {}
  })

  serveEndpoint(app, server, deleteDoor, async ({ caller, params }) => {
    await changes.deleteDoor(server, caller, params.street, params.door)
    return {}
  })

  serveEndpoint(app, server, clearDoorNote, async ({ caller, params }) => {
    await changes.clearDoorNote(server, caller, params.street, params.door)
    return {}
  })

  serveEndpoint(app, server, assignStreet, async ({ caller, params }) => {
    await assignments.assignStreet(server, caller, params.street, params.member)
    return streetSummary(server, caller, params.street)
  })

  serveEndpoint(app, server, takeBackStreet, async ({ caller, params }) => {
    await assignments.takeBackStreet(server, caller, params.street, params.member)
    return streetSummary(server, caller, params.street)
  })
}
