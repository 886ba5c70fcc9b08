import type { Hono } from 'hono'
import { decideMatch, listMatches, undoMatch } from '#wire/matches.ts'
import * as deciding from '../merge/decide-match.ts'
import * as lists from '../merge/list-matches.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function matchRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, listMatches, ({ caller, query }) =>
    lists.listMatches(server, caller, query.state),
  )

  serveEndpoint(app, server, decideMatch, async ({ caller, body: { verdict, ...pair } }) => {
    await deciding.decideMatch(server, caller, pair, verdict)
    return { open: await lists.countMatches(server, caller.petition, 'open') }
  })

  serveEndpoint(app, server, undoMatch, async ({ caller, body }) => {
    await deciding.undoMatch(server, caller, body)
    return { open: await lists.countMatches(server, caller.petition, 'open') }
  })
}
