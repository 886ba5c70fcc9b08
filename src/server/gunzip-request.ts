import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { Refusal } from './refusal.ts'

const unzip = promisify(gunzip)

/** Phones send large pushes with `Content-Encoding: gzip`. What would grow beyond the limit is refused, not unpacked. */
export function gunzipRequest(maxBytes: number): MiddlewareHandler {
  return async function gunzipRequest(c, next) {
    if (c.req.header('content-encoding') === 'gzip') {
      const packed = Buffer.from(await c.req.arrayBuffer())
      const bytes = await unzip(packed, { maxOutputLength: maxBytes }).catch((error: { code?: string }) => {
        throw new Refusal(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'bad-request')
      })
      const { method, url } = c.req.raw
      const headers = new Headers(c.req.raw.headers)
      headers.delete('content-encoding')
      headers.delete('content-length')
      c.req.raw = new Request(url, { method, headers, body: bytes })
      c.req.bodyCache = {}
    }
    await next()
  }
}
