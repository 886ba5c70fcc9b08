/**
 * Calls one endpoint of the API as `wire/` describes it. Whatever goes wrong
 * comes out as an `ApiError` with one code, which has one sentence.
 */
import { API_PREFIX, type CallOf, type Endpoint, pathOf, type ReplyOf } from '#wire/endpoint.ts'
import { Problem } from '#wire/problem.ts'
import type { CallProblem } from './problem-text.ts'

const TIMEOUT_MS = 20_000

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: CallProblem
  /** Path in the body to the key of a message. */
  readonly fields: Readonly<Record<string, string>>

  constructor(
    code: CallProblem,
    { fields = {}, cause }: { fields?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(`call failed: ${code}`, { cause })
    this.code = code
    this.fields = fields
  }
}

type CallOptions = { readonly signal?: AbortSignal; readonly timeoutMs?: number }

/** Gets a new session for a petition, where this browser can; the composition root says how. */
let renewSession: (petition: string) => Promise<boolean> = async () => false
export const renewSessionsBy = (renew: typeof renewSession): void => {
  renewSession = renew
}

export function call<E extends Endpoint>(
  endpoint: E,
  request: CallOf<E>,
  options: CallOptions = {},
): Promise<ReplyOf<E>> {
  const body = 'body' in request ? JSON.stringify(request.body) : undefined
  return send(endpoint, urlOf(endpoint, request), { ...options, body })
}

/** `/api/v1/petitions/…?page=2`: where a call goes; also the link of a download. */
export function urlOf<E extends Endpoint>(endpoint: E, request: CallOf<E>): string {
  const query = new URLSearchParams()
  if ('query' in request && typeof request.query === 'object' && request.query !== null) {
    for (const [name, value] of Object.entries(request.query)) {
      if (value !== undefined) query.set(name, String(value))
    }
  }
  const path = API_PREFIX + pathOf(endpoint.path, request.params)
  const search = query.toString()
  return search ? `${path}?${search}` : path
}

type SendOptions = CallOptions & { readonly body?: string | undefined }

/** Once more with a new session, when the cookie is gone and this browser can show that it holds its key. */
export async function send<E extends Endpoint>(
  endpoint: E,
  url: string,
  options: SendOptions = {},
): Promise<ReplyOf<E>> {
  return sendOnce(endpoint, url, options).catch(async (cause: unknown) => {
    const isSignedOut = cause instanceof ApiError && cause.code === 'signed-out'
    const petition = /\/petitions\/([^/?]+)/.exec(url)?.[1]
    if (!isSignedOut || petition === undefined || !(await renewedSession(petition))) throw cause
    return sendOnce(endpoint, url, options)
  })
}

/** A page asks for several things at once; one new session serves them all. */
const renewals = new Map<string, Promise<boolean>>()

function renewedSession(petition: string): Promise<boolean> {
  const underWay = renewals.get(petition)
  if (underWay !== undefined) return underWay
  const renewal = renewSession(petition).finally(() => renewals.delete(petition))
  renewals.set(petition, renewal)
  return renewal
}

/**
 * A reply that isn't JSON comes from something between us and the server, such
 * as the sign-in page of a public Wi-Fi: it counts as no reply (S2).
 */
async function sendOnce<E extends Endpoint>(
  endpoint: E,
  url: string,
  { signal, timeoutMs = TIMEOUT_MS, body }: SendOptions,
): Promise<ReplyOf<E>> {
  // By hand: AbortSignal.any is younger than the oldest browsers we serve.
  const stop = new AbortController()
  const leave = () => stop.abort()
  const timer = setTimeout(leave, timeoutMs)
  signal?.addEventListener('abort', leave, { once: true })

  const { response, json } = await exchange(url, {
    method: endpoint.method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    signal: stop.signal,
    ...(body === undefined ? {} : { body }),
  })
    .catch((cause: unknown) => {
      if (signal?.aborted) throw cause
      throw new ApiError('offline', { cause })
    })
    .finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
    })

  if (!response.ok) throw refusalOf(response.status, json)
  const reply = endpoint.reply.safeParse(json)
  if (!reply.success)
    throw new ApiError(json === undefined ? 'offline' : 'server-error', { cause: reply.error })
  return reply.data as ReplyOf<E>
}

async function exchange(url: string, init: RequestInit): Promise<{ response: Response; json: unknown }> {
  const response = await fetch(url, init)
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  const json: unknown = isJson ? await response.json() : undefined
  return { response, json }
}

function refusalOf(status: number, json: unknown): ApiError {
  const problem = Problem.safeParse(json)
  if (problem.success) return new ApiError(problem.data.error, { fields: problem.data.fields ?? {} })
  return new ApiError(status >= 500 ? 'server-error' : 'offline')
}
