import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { ReaderName } from '#domain/translation.ts'
import { approveTranslation, type TranslationOnDesk, type Translations } from '#wire/translations.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { Notice } from '../../shared/notice.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { usePetition } from '../petition-context.ts'
import { translationText as text } from './translation-text.ts'

type ApproveTranslationProps = {
  translation: TranslationOnDesk
  /** What was typed since is not what would be approved. */
  isUnsaved: boolean
  onChange: (found: Translations) => void
}

/** Somebody answers for it by name before any resident reads it. */
export function ApproveTranslation({ translation, isUnsaved, onChange }: ApproveTranslationProps) {
  const { petition } = usePetition()
  const action = useAction()
  // Several of these forms may stand on one page.
  const name = `reader-${translation.language}`
  const form = useForm<Record<string, string>>({
    resolver: standardSchemaResolver(z.strictObject({ [name]: ReaderName })),
    defaultValues: { [name]: '' },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount } = form.formState

  const approve = form.handleSubmit(({ [name]: reader = '' }) =>
    action.run(async () => {
      const body = { hash: translation.hash, reader }
      onChange(await call(approveTranslation, { params: { petition }, body }))
    }),
  )

  return (
    <form className={layout.form} onSubmit={approve} noValidate aria-label={text.approveTitle}>
      <h3>{text.approveTitle}</h3>
      <p>{text.approveHelp}</p>
      <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
      <ActionProblem action={action} />
      {isUnsaved ? (
        <Notice tone="warning">{text.approveUnsaved}</Notice>
      ) : (
        <>
          <TextField
            label={text.readerLabel}
            spellCheck={false}
            width="medium"
            {...form.register(name)}
            error={fieldSentence(errors, name)}
          />
          <div>
            <Button type="submit" variant="primary" busy={action.busy}>
              {text.approve}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
