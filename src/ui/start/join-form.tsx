import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation } from 'wouter'
import * as z from 'zod/mini'
import { JoinCode } from '#domain/join-code.ts'
import { useApp } from '../shared/app-context.ts'
import { Button } from '../shared/button.tsx'
import { ErrorSummary } from '../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../shared/form-errors.ts'
import { Notice } from '../shared/notice.tsx'
import { problemText } from '../shared/problem-text.ts'
import { TextField } from '../shared/text-field.tsx'
import { joinText as text } from '../volunteer/text.ts'
import { browserLabel } from './browser-label.ts'
import { homeOf } from './home-of.ts'
import styles from './join-form.module.css'

const Fields = z.object({ code: JoinCode })

/** Makes this browser's keys and joins. Whatever goes wrong, the code stays in its field. */
export function JoinForm({ code = '' }: { code?: string }) {
  const { phone, keepStorage } = useApp()
  const [, navigate] = useLocation()
  const [problem, setProblem] = useState<string>()
  const form = useForm({
    resolver: standardSchemaResolver(Fields),
    defaultValues: { code },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount, isSubmitting } = form.formState

  const join = form.handleSubmit(async (fields) => {
    setProblem(undefined)
    try {
      const outcome = await phone.join(fields.code, browserLabel(navigator.userAgent))
      if (outcome.kind === 'offline') return setProblem(text.offline)
      if (outcome.kind === 'refused') return setProblem(problemText(outcome.code))
      keepStorage()
      const { membership } = outcome
      navigate(membership.role === 'volunteer' ? `${homeOf(membership)}/ready` : homeOf(membership), {
        replace: true,
      })
    } catch {
      setProblem(text.noKeys)
    }
  })

  return (
    <form className={styles.form} onSubmit={join} noValidate autoComplete="off">
      <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
      {problem && <Notice tone="problem">{problem}</Notice>}
      <TextField
        label={text.code}
        hint={text.codeHint}
        width="narrow"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        {...form.register('code')}
        error={fieldSentence(errors, 'code')}
      />
      <div>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {text.join}
        </Button>
      </div>
    </form>
  )
}
