import { Notice } from './notice.tsx'
import { problemText } from './problem-text.ts'
import type { Action } from './use-action.ts'

/** Why the last press of a button came to nothing. */
export function ActionProblem({ action }: { action: Action }) {
  if (!action.problem) return null
  return <Notice tone="problem">{problemText(action.problem.code)}</Notice>
}
