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

/** Seconds, or a date (RFC 9110 section 10.2.3). */
export function retryAfterMsOf(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** One pass at a time over all tabs, where the browser has locks; a lock that can't be had keeps nobody from work (S6). */
export async function withSyncLock<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (!('locks' in navigator)) return work()
  let worked: Promise<T> | undefined
  try {
    return await navigator.locks.request('petition-pack-sync', { ifAvailable: true }, (lock) => {
      if (lock !== null) worked = work()
      return worked
    })
  } catch (error) {
    if (worked !== undefined) throw error
    return work()
  }
}
