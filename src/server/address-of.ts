import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * A proxy on this machine, which adds the HTTPS that phones need, is believed about whom it speaks for; anybody
 * else's header could be made up. In a test there is no connection: then all attempts share one bucket.
 */
export function addressOf(context: Context): string {
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
