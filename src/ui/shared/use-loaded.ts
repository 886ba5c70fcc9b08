import { useCallback, useEffect, useState } from 'react'
import type { CallOf, Endpoint, ReplyOf } from '#wire/endpoint.ts'
import { ApiError, send, urlOf } from './call.ts'

export type Loaded<Value> = (
  | { readonly state: 'loading' }
  /** `problem`: the last attempt to load it again failed, and this is what was there before. */
  | { readonly state: 'ready'; readonly value: Value; readonly problem?: ApiError }
  | { readonly state: 'failed'; readonly problem: ApiError }
) & {
  readonly reload: () => void
  /** Shows what a change replied with, without asking again. */
  readonly replace: (value: Value) => void
}

type Settled<Value> = { url: string; value?: { of: Value }; problem?: ApiError }

/** The reply of a GET endpoint, loaded when the screen opens and whenever its parameters change. */
export function useLoaded<E extends Endpoint & { readonly method: 'GET' }>(
  endpoint: E,
  request: CallOf<E>,
): Loaded<ReplyOf<E>> {
  const url = urlOf(endpoint, request)
  const [settled, setSettled] = useState<Settled<ReplyOf<E>>>({ url })
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads the same address again
  useEffect(() => {
    const leaving = new AbortController()
    send(endpoint, url, { signal: leaving.signal }).then(
      (value) => setSettled({ url, value: { of: value } }),
      (cause: unknown) => {
        if (leaving.signal.aborted) return
        const problem = cause instanceof ApiError ? cause : new ApiError('server-error', { cause })
        setSettled((before) => (before.url === url ? { ...before, problem } : { url, problem }))
      },
    )
    return () => leaving.abort()
  }, [endpoint, url, attempt])

  const reload = useCallback(() => setAttempt((before) => before + 1), [])
  const replace = useCallback((value: ReplyOf<E>) => setSettled({ url, value: { of: value } }), [url])

  const { value, problem } = settled.url === url ? settled : {}
  if (value) return { state: 'ready', value: value.of, ...(problem && { problem }), reload, replace }
  if (problem) return { state: 'failed', problem, reload, replace }
  return { state: 'loading', reload, replace }
}
