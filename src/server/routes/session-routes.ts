import type { Context, Hono } from 'hono'
import * as session from '#wire/session.ts'
import { addressOf } from '../address-of.ts'
import { join, readSession, replaceDevice } from '../join.ts'
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

  // A browser loses its database once in a long while; a program that asks on and on fills the list of devices.
  const perMember = createRateLimit({ burst: 5, everyMs: 10 * 60_000 })
  serveEndpoint(app, server, session.replaceDevice, async ({ caller, body, context }) => {
    if (!perMember.take(caller.member, server.now())) {
      context.header('Retry-After', '600')
      throw new Refusal('too-many-attempts')
    }
    const replaced = await replaceDevice(server, caller, body)
    setSessionCookie(context, server, caller.petition, replaced.token)
    return { session: replaced.session, keyId: replaced.keys.id, publicKey: replaced.keys.publicKey }
  })

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
