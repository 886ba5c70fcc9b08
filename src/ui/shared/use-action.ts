import { useCallback, useRef, useState } from 'react'
import { useHoldUpdate } from './app-update.ts'
import { ApiError } from './call.ts'

export type Action = {
  readonly busy: boolean
  /** Why the last run failed; gone when the next begins. */
  readonly problem: ApiError | undefined
  /** Runs one change at a time. Resolves to whether it was done. */
  readonly run: (change: () => Promise<void>) => Promise<boolean>
  readonly forget: () => void
}

/** One change that the server has to confirm: a button, busy until it has. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiError>()
  const isRunning = useRef(false)
  useHoldUpdate(busy)

  const run = useCallback(async (change: () => Promise<void>) => {
    if (isRunning.current) return false
    isRunning.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      await change()
      return true
    } catch (cause) {
      setProblem(cause instanceof ApiError ? cause : new ApiError('server-error', { cause }))
      return false
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }, [])

  const forget = useCallback(() => setProblem(undefined), [])
  return { busy, problem, run, forget }
}
