import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import * as session from '#wire/session.ts'
import { join, readSession } from '../join.ts'
import { createRateLimit } from '../rate-limit.ts'
import { Refusal } from '../refusal.ts'
import { createChallenge, renewSession } from '../renew-session.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import { endSession, setSessionCookie } from '../sessions.ts'

export function sessionRoutes(app: Hono, server: Server): void {
  // A hall full of volunteers on one Wi-Fi shares an address, and all of them must still get in.
  const perAddress = createRateLimit({ burst: 30, everyMs: 6_000 })
  const altogether = createRateLimit({ burst: 300, everyMs: 600 })

  function limitAttempts(context: Context): void {
    const now = server.now()
    if (perAddress.take(addressOf(context), now) && altogether.take('all', now)) return
    context.header('Retry-After', '60')
    throw new Refusal('too-many-attempts')
  }

  serveEndpoint(app, server, session.join, async ({ body, context }) => {
    limitAttempts(context)
    const joined = await join(server, body)
    setSessionCookie(context, server, joined.session.petition, joined.token)
    return { session: joined.session, keyId: joined.keys.id, publicKey: joined.keys.publicKey }
  })

  serveEndpoint(app, server, session.readSession, ({ caller }) => readSession(server, caller))

  serveEndpoint(app, server, session.readChallenge, async ({ params }) => ({
    challenge: createChallenge(server, params),
  }))

  serveEndpoint(app, server, session.renewSession, async ({ params, body, context }) => {
    limitAttempts(context)
    const { caller, token } = await renewSession(server, params, body)
    setSessionCookie(context, server, caller.petition, token)
    return readSession(server, caller)
  })

  serveEndpoint(app, server, session.leave, async ({ caller, context }) => {
    await endSession(context, server, caller)
    return {}
  })
}

/**
 * A proxy on this machine, which adds the HTTPS that phones need, is believed about whom it speaks for; anybody
 * else's header could be made up. In a test there is no connection: then all attempts share one bucket.
 */
function addressOf(context: Context): string {
  const remote = remoteOf(context)
  if (!/^(127\.|::1$|::ffff:127\.)/.test(remote)) return remote
  return context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? remote
}

function remoteOf(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? ''
  } catch {
    return ''
  }
}
