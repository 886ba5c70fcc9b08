/** On a captain's or organiser's screen: from the errors of a form (react-hook-form's, or the server's `fields`) to sentences beside each field. */
import {
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  get,
  type UseFormSetError,
} from 'react-hook-form'
import { deskIssueText } from './desk-problem-text.ts'
import type { FieldProblem } from './error-summary.tsx'

/**
 * Every error of a form for the error summary, in the order of `fields` or else
 * of the schema. What is set on `root` is a sentence already.
 */
export function fieldProblems(errors: FieldErrors, fields: readonly string[] = []): FieldProblem[] {
  const placeOf = ({ field = '' }: FieldProblem) => fields.indexOf(field)
  return [...leavesOf(errors, '')]
    .map(({ path, key }) =>
      path.startsWith('root') ? { sentence: key } : { field: path, sentence: deskIssueText(key, path) },
    )
    .sort((one, other) => placeOf(one) - placeOf(other))
}

/** The sentence beside one field, if it has an error. */
export function fieldSentence(errors: FieldErrors, field: string): string | undefined {
  const leaf: unknown = get(errors, field)
  const key = messageOf(leaf) ?? messageOf(get(leaf, 'root'))
  return key === undefined ? undefined : deskIssueText(key, field)
}

/** Puts what the server said about single fields beside them. */
export function showServerFields<Values extends FieldValues>(
  setError: UseFormSetError<Values>,
  names: readonly FieldPath<Values>[],
  fields: Readonly<Record<string, string>>,
): void {
  for (const [path, key] of Object.entries(fields)) {
    const name = names.find((each) => path === each || path.startsWith(`${each}.`))
    if (name) setError(name, { type: 'server', message: key })
  }
}

function* leavesOf(errors: unknown, prefix: string): Generator<{ path: string; key: string }> {
  if (typeof errors !== 'object' || errors === null) return
  for (const [name, value] of Object.entries(errors)) {
    const path = prefix ? `${prefix}.${name}` : name
    const key = messageOf(value)
    if (key !== undefined) yield { path: path.replace(/\.root$/, ''), key }
    else if (name !== 'ref' && name !== 'types') yield* leavesOf(value, path)
  }
}

function messageOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined
  return typeof error.message === 'string' ? error.message : undefined
}
