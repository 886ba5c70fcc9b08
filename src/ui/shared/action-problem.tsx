import { deskProblemText } from './desk-problem-text.ts'
import { Notice } from './notice.tsx'
import type { CallProblem } from './problem-text.ts'
import type { Action } from './use-action.ts'

type ActionProblemProps = {
  action: Action
  /** Where the general sentence would not say enough. */
  texts?: Partial<Record<CallProblem, string>>
}

/** Why the last press of a button came to nothing. */
export function ActionProblem({ action: { problem }, texts }: ActionProblemProps) {
  if (!problem) return null
  return <Notice tone="problem">{texts?.[problem.code] ?? deskProblemText(problem.code)}</Notice>
}
