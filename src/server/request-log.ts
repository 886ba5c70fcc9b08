import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'

/**
 * One line for each request: method, the route's pattern, status, time. Never
 * the address that was asked for, a query, a body or a caller's IP (P1).
 */
export function requestLog(log: Logger): MiddlewareHandler {
  return async function requestLog(c, next) {
    const startedAt = performance.now()
    await next()
    const ms = Math.round(performance.now() - startedAt)
    const route = c.req.routePath
    log[levelOf(c, route)]({ method: c.req.method, route, status: c.res.status, ms }, 'request')
  }
}

/** The app's own files and the probes would bury what matters. */
function levelOf(c: Context, route: string): 'info' | 'debug' {
  return route.startsWith('/api/') || c.res.status >= 500 ? 'info' : 'debug'
}
