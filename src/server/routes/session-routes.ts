import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import * as session from '#wire/session.ts'
import { join, readSession } from '../join.ts'
import { createRateLimit } from '../rate-limit.ts'
import { Refusal } from '../refusal.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import { endSession, setSessionCookie } from '../sessions.ts'

export function sessionRoutes(app: Hono, server: Server): void {
  // Behind a proxy all phones may share one address, so a street of volunteers joining at once must still pass.
  const perAddress = createRateLimit({ burst: 30, everyMs: 6_000 })
  const altogether = createRateLimit({ burst: 300, everyMs: 600 })

  serveEndpoint(app, server, session.join, async ({ body, context }) => {
    const now = server.now()
    if (!perAddress.take(addressOf(context), now) || !altogether.take('all', now)) {
      context.header('Retry-After', '60')
      throw new Refusal('too-many-attempts')
    }
    const joined = await join(server, body)
    setSessionCookie(context, server, joined.session.petition, joined.token)
    return { session: joined.session, keyId: joined.keys.id, publicKey: joined.keys.publicKey }
  })

  serveEndpoint(app, server, session.readSession, ({ caller }) => readSession(server, caller))

  serveEndpoint(app, server, session.leave, async ({ caller, context }) => {
    await endSession(context, server, caller.petition)
    return {}
  })
}

/** In a test there is no connection; then all attempts share one bucket. */
function addressOf(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? ''
  } catch {
    return ''
  }
}
