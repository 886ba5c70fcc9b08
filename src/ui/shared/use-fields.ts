import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'
import type * as z from 'zod/mini'
import type { FieldProblem } from './error-summary.tsx'
import { issueText } from './problem-text.ts'

/** The fields whose answers are of one kind. */
type NamesOf<Values, Kind> = {
  [Name in keyof Values & string]: Values[Name] extends Kind ? Name : never
}[keyof Values & string]

type FieldsOptions<Values, Parsed> = {
  schema: z.ZodMiniType<Parsed>
  initial: Values
  /** Left blank, these are answers that were not given. */
  mayBeBlank?: readonly (keyof Values & string)[]
  /** For a page in another language: what a sentence is there. */
  say?: (sentence: string) => string
}

/**
 * A form on the phone: what is typed, and what stops it from being sent, looked
 * at when it is sent and not before. In place of react-hook-form, which is for
 * the desk: a phone would download all of it for three forms.
 */
export function useFields<Values extends object, Parsed>({
  schema,
  initial,
  mayBeBlank = [],
  say = (sentence) => sentence,
}: FieldsOptions<Values, Parsed>) {
  const [values, setValues] = useState(initial)
  const [before] = useState(initial)
  const [found, setProblems] = useState<readonly FieldProblem[]>([])
  const [submitCount, setSubmitCount] = useState(0)
  const [isSubmitting, setIsSubmitting] = useState(false)
  // Said anew each time: somebody may change the language while they stand there.
  const problems = found.map((problem) => ({ ...problem, sentence: say(problem.sentence) }))
  const isRunning = useRef(false)

  function setValue<Name extends keyof Values & string>(name: Name, value: Values[Name]): void {
    setValues((others) => ({ ...others, [name]: value }))
  }

  const errorOf = (name: keyof Values & string) => problems.find(({ field }) => field === name)?.sentence

  /** For a box to type in, or one choice of a few. */
  function field(name: NamesOf<Values, string | undefined>) {
    const value: unknown = values[name]
    return {
      name,
      value: typeof value === 'string' ? value : '',
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) =>
        setValues((others) => ({ ...others, [name]: target.value })),
      error: errorOf(name),
    }
  }

  /** For several of a few. */
  function ticks(name: NamesOf<Values, readonly string[]>) {
    const value: unknown = values[name]
    const ticked: readonly string[] = Array.isArray(value) ? value : []
    return {
      name,
      value: ticked,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
        const others = ticked.filter((each) => each !== target.value)
        setValues((all) => ({ ...all, [name]: target.checked ? [...others, target.value] : others }))
      },
      error: errorOf(name),
    }
  }

  /** Sends once at a time, and only what the schema takes. */
  const submitTo = (send: (parsed: Parsed) => Promise<void>) => async (event: FormEvent) => {
    event.preventDefault()
    if (isRunning.current) return
    const parsed = schema.safeParse({ ...values, ...blanksOf(values, mayBeBlank) })
    setSubmitCount((count) => count + 1)
    setProblems(parsed.success ? [] : problemsOf(parsed.error.issues))
    if (!parsed.success) return
    isRunning.current = true
    setIsSubmitting(true)
    try {
      await send(parsed.data)
    } finally {
      isRunning.current = false
      setIsSubmitting(false)
    }
  }

  return {
    values,
    setValue,
    field,
    ticks,
    errorOf,
    submitTo,
    problems,
    submitCount,
    isSubmitting,
    isDirty: JSON.stringify(values) !== JSON.stringify(before),
  }
}

function blanksOf<Values>(values: Values, names: readonly (keyof Values & string)[]) {
  const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === ''
  return Object.fromEntries(names.filter((name) => isBlank(values[name])).map((name) => [name, undefined]))
}

/** The first thing to mend in each field. */
function problemsOf(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  const found = new Map<string, FieldProblem>()
  for (const { path, message } of issues) {
    const field = String(path[0])
    if (!found.has(field)) found.set(field, { field, sentence: issueText(message) })
  }
  return [...found.values()]
}
