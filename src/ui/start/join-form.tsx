import { useState } from 'react'
import { useLocation } from 'wouter'
import * as z from 'zod/mini'
import { JoinCode } from '#domain/join-code.ts'
import { useApp } from '../shared/app-context.ts'
import { useHoldUpdate } from '../shared/app-update.ts'
import { Button } from '../shared/button.tsx'
import { ErrorSummary } from '../shared/error-summary.tsx'
import { Notice } from '../shared/notice.tsx'
import { problemText } from '../shared/problem-text.ts'
import { TextField } from '../shared/text-field.tsx'
import { useFields } from '../shared/use-fields.ts'
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
  const form = useFields({ schema: Fields, initial: { code } })
  const { problems, submitCount, isSubmitting } = form
  // A code from a link has left the address already.
  useHoldUpdate(form.values.code !== '')

  const join = form.submitTo(async (fields) => {
    setProblem(undefined)
    try {
      const outcome = await phone.join(fields.code, browserLabel(navigator.userAgent))
      if (outcome.kind === 'offline') return setProblem(text.offline)
      if (outcome.kind === 'refused') return setProblem(problemText(outcome.code))
      if (outcome.kind === 'unsent-of-another')
        return setProblem(text.unsentOfAnother(outcome.name, outcome.unsent))
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
      <ErrorSummary problems={problems} attempt={submitCount} />
      {problem && <Notice tone="problem">{problem}</Notice>}
      <TextField
        label={text.code}
        hint={text.codeHint}
        width="narrow"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        {...form.field('code')}
      />
      <div>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {text.join}
        </Button>
      </div>
    </form>
  )
}
