/**
 * Turns an endpoint's description into a guarded route: the session, the
 * permission table, the body's schema, then the handler, then the reply's own
 * schema. A handler can't be reached by anybody whom the table does not allow.
 */
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { isAllowed } from '#domain/permission.ts'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '#wire/endpoint.ts'
import { API_PREFIX } from '#wire/endpoint.ts'
import type { Caller } from './caller.ts'
import { Refusal } from './refusal.ts'
import type { Server } from './server.ts'
import { callerOf } from './sessions.ts'

export type Asked<E extends Endpoint> = {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly caller: E['may'] extends 'anyone' ? undefined : Caller
  /** For cookies and other formats than JSON. */
  readonly context: Context
}

/** A handler gives the reply, or a `Response` of its own where the format is not JSON. */
export type Handler<E extends Endpoint> = (asked: Asked<E>) => Promise<ReplyOf<E> | Response>

export function serveEndpoint<const E extends Endpoint>(
  app: Hono,
  server: Server,
  endpoint: E,
  handler: Handler<E>,
): void {
  app.on(endpoint.method, API_PREFIX + endpoint.path, async (context) => {
    const params = idsOf(context) as ParamsOf<E>
    const caller = await admit(context, server, endpoint, (params as Record<string, string>).petition)
    const query = endpoint.query && parsed(endpoint.query, context.req.query())
    const body = endpoint.body && parsed(endpoint.body, await jsonOf(context))
    const reply = await handler({ params, query, body, caller, context } as Asked<E>)
    if (reply instanceof Response) return reply
    context.header('Cache-Control', 'no-store')
    return context.json(endpoint.reply.parse(reply))
  })
}

/** Every parameter of a path is an id. What is none names nothing here, and reaches no database. */
function idsOf(context: Context): Record<string, string> {
  const ids = z.record(z.string(), z.uuid()).safeParse(context.req.param())
  if (!ids.success) throw new Refusal('not-found')
  return ids.data
}

async function admit(
  context: Context,
  server: Server,
  endpoint: Endpoint,
  petition: string | undefined,
): Promise<Caller | undefined> {
  if (endpoint.may === 'anyone') return undefined
  const caller = petition === undefined ? undefined : await callerOf(context, server, petition)
  if (caller === undefined) throw new Refusal('signed-out')
  if (!isAllowed(caller.role, endpoint.may)) throw new Refusal('not-allowed')
  return caller
}

async function jsonOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    throw new Refusal('bad-request')
  }
}

function parsed(schema: z.ZodMiniType, value: unknown): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const issue of result.error.issues) fields[issue.path.map(String).join('.')] ??= issue.message
  throw new Refusal('bad-request', fields)
}
