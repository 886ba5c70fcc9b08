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

/** Without progress, up or down, for so long, a request has lost its way; its entries stay and go with another. */
const PATIENCE_MS = 15_000
/** What a server under load may take for a push. */
const WORK_MS = 15_000
/**
 * Of a push that has "gone", most may still lie in the phone's own buffers, which no browser tells: so its bytes get
 * the time that they need on the slowest link worth waiting for. The same before the first progress, because some
 * browsers tell of none while a service worker is there.
 */
const SLOWEST_BYTES_PER_MS = 2
/** Below this, gzip costs more than it saves. */
const GZIP_FROM_BYTES = 2048

/** XMLHttpRequest, because `fetch` tells nothing of what goes up: a fixed time is too short for one link and too long for another. */
export const browserNet: Net = {
  async send({ method, path, body }) {
    try {
      return await exchange(method, API_PREFIX + path, body === undefined ? undefined : await pack(body))
    } catch {
      return { kind: 'unreachable' }
    }
  },
}

function exchange(method: string, path: string, packed: Packed | undefined): Promise<NetReply> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    let patience: ReturnType<typeof setTimeout>
    const waitAtMost = (ms: number) => {
      clearTimeout(patience)
      patience = setTimeout(() => request.abort(), ms)
    }
    const goOn = () => waitAtMost(PATIENCE_MS)
    const waitForAnswer = () =>
      waitAtMost(PATIENCE_MS + (packed ? WORK_MS + packed.body.byteLength / SLOWEST_BYTES_PER_MS : 0))

    request.open(method, path)
    request.responseType = 'json'
    request.setRequestHeader('Accept', 'application/json')
    if (packed) {
      request.setRequestHeader('Content-Type', 'application/json')
      if (packed.isGzip) request.setRequestHeader('Content-Encoding', 'gzip')
    }
    request.upload.onprogress = goOn
    request.upload.onload = waitForAnswer
    request.onprogress = goOn
    request.onloadend = () => {
      clearTimeout(patience)
      // A redirect is followed before anybody can object: whoever answers elsewhere is not our server.
      const isAnswer =
        request.status > 0 &&
        withoutQuery(request.responseURL) === withoutQuery(new URL(path, location.href).href)
      resolve(
        isAnswer
          ? {
              kind: 'reply',
              status: request.status,
              json: request.response ?? undefined,
              retryAfterMs: retryAfterMsOf(request.getResponseHeader('Retry-After')),
            }
          : { kind: 'unreachable' },
      )
    }
    request.send(packed?.body)
    waitForAnswer()
  })
}

/** WebKitGTK gives a query back with other escapes than it was asked with: `~` for `%7E`. */
const withoutQuery = (url: string) => url.split('?')[0]

type Packed = { readonly body: Uint8Array<ArrayBuffer>; readonly isGzip: boolean }

async function pack(content: unknown): Promise<Packed> {
  const body = new TextEncoder().encode(JSON.stringify(content))
  if (body.length < GZIP_FROM_BYTES) return { body, isGzip: false }
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))
  return { body: new Uint8Array(await new Response(stream).arrayBuffer()), isGzip: true }
}

/** Seconds, or a date (RFC 9110 section 10.2.3). */
export function retryAfterMsOf(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** So long a tab queues for the lock: another lets it go between two passes, unless it is frozen. */
const LOCK_WAIT_MS = 5_000

/** One pass at a time over all tabs, where the browser has locks; a lock that can't be had keeps nobody from work (S6). */
export async function withSyncLock<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (!('locks' in navigator)) return work()
  let worked: Promise<T> | undefined
  // Not `AbortSignal.timeout`: a browser may forget a signal that nothing on this page holds, and wait for ever.
  const end = new AbortController()
  const { signal } = end
  const timer = setTimeout(() => end.abort(), LOCK_WAIT_MS)
  try {
    return await navigator.locks.request('petition-pack-sync', { signal }, () => {
      clearTimeout(timer)
      worked = work()
      return worked
    })
  } catch (error) {
    if (worked !== undefined) throw error
    return signal.aborted ? undefined : work()
  }
}
