/** The real clock, dice, net and lock of a browser. */
import { v7 as uuidV7 } from 'uuid'
import { API_PREFIX } from '#wire/endpoint.ts'
import type { Clock, Dice, Net, NetReply } from './ports.ts'

export const browserClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      signal?.addEventListener('abort', done, { once: true })
      function done(): void {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
    }),
}

export const browserDice: Dice = {
  id: () => uuidV7(),
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fraction: () => Math.random(),
}

/** A reply that takes longer has lost its way; the entries stay and go with the next pass. */
const REPLY_TIMEOUT_MS = 30_000
/** Below this, gzip costs more than it saves. */
const GZIP_FROM_BYTES = 2048

export const browserNet: Net = {
  async send({ method, path, body }): Promise<NetReply> {
    try {
      const packed = body === undefined ? undefined : await pack(JSON.stringify(body))
      const response = await fetch(API_PREFIX + path, {
        method,
        headers: { ...(packed?.headers ?? {}), Accept: 'application/json' },
        ...(packed === undefined ? {} : { body: packed.body }),
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
      })
      const text = await response.text()
      return {
        kind: 'reply',
        status: response.status,
        json: jsonOrUndefined(text),
        retryAfterMs: retryAfterMsOf(response.headers.get('Retry-After')),
      }
    } catch {
      return { kind: 'unreachable' }
    }
  },
}

async function pack(json: string): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (json.length < GZIP_FROM_BYTES) return { body: json, headers }
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'))
  return {
    body: await new Response(stream).arrayBuffer(),
    headers: { ...headers, 'Content-Encoding': 'gzip' },
  }
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function retryAfterMsOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}

/** One pass at a time over all tabs, where the browser has locks. */
export function withSyncLock<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (!('locks' in navigator)) return work()
  return navigator.locks.request('petition-pack-sync', { ifAvailable: true }, (lock) =>
    lock === null ? undefined : work(),
  ) as Promise<T | undefined>
}
