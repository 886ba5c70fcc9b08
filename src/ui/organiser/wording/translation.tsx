import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { TranslationText } from '#domain/translation.ts'
import type { Wording } from '#domain/wording.ts'
import {
  saveTranslation,
  type TranslationOnDesk,
  type Translations,
  takeBackTranslation,
} from '#wire/translations.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import layout from '../../shared/desk-layout.module.css'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { type Language, languages } from '../../shared/languages.ts'
import { Notice } from '../../shared/notice.tsx'
import { TextArea } from '../../shared/text-area.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { usePetition } from '../petition-context.ts'
import { ApproveTranslation } from './approve-translation.tsx'
import { translationText as text } from './translation-text.ts'
import { WordingView } from './wording-view.tsx'

const Typed = z.omit(TranslationText, { original: true, language: true })
/** By language: several of these forms stand on one page, and no two fields of it may have one id. */
type Typed = Record<string, z.infer<typeof Typed>>

type TranslationProps = {
  language: Language
  name: string
  original: Wording
  /** The draft, or what is or was shown. */
  latest: TranslationOnDesk | undefined
  shown: TranslationOnDesk | undefined
  onChange: (found: Translations) => void
}

/** The original on one side, the translation on the other. */
export function Translation({ language, name, original, latest, shown, onChange }: TranslationProps) {
  const { petition } = usePetition()
  const action = useAction()
  const [isSaved, setIsSaved] = useState(false)
  const form = useForm<Typed>({
    resolver: standardSchemaResolver(z.strictObject({ [language]: Typed })),
    defaultValues: {
      [language]: {
        title: latest?.title ?? '',
        request: latest?.request ?? '',
        background: latest?.background ?? '',
        privacyNotice: latest?.privacyNotice ?? '',
      },
    },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount, isDirty } = form.formState
  useHoldUpdate(isDirty)

  const save = form.handleSubmit(({ [language]: typed }) =>
    action.run(async () => {
      if (!typed) return
      const body = { ...typed, original: original.hash, language }
      onChange(await call(saveTranslation, { params: { petition }, body }))
      form.reset({ [language]: typed })
      setIsSaved(true)
    }),
  )

  const field = (of: keyof z.infer<typeof Typed>) => ({
    ...form.register(`${language}.${of}`),
    lang: language,
    dir: languages[language].dir,
    error: fieldSentence(errors, `${language}.${of}`),
  })

  return (
    <>
      <div className={layout.halves}>
        <section className={layout.wide}>
          <h3>{text.original}</h3>
          <WordingView wording={original} />
        </section>
        <form className={layout.form} onSubmit={save} noValidate aria-label={text.translation(name)}>
          <h3>{text.translation(name)}</h3>
          <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
          <ActionProblem action={action} />
          <TextField label={text.titleLabel} {...field('title')} />
          <TextArea label={text.requestLabel} rows={4} {...field('request')} />
          <TextArea label={text.backgroundLabel} rows={6} optional {...field('background')} />
          <TextArea label={text.privacyLabel} rows={8} {...field('privacyNotice')} />
          <div>
            <Button type="submit" variant={latest ? 'secondary' : 'primary'} busy={action.busy}>
              {text.save}
            </Button>
          </div>
          {isSaved && !isDirty && latest?.state === 'draft' && <Notice tone="good">{text.saved}</Notice>}
        </form>
      </div>
      {shown && <Shown translation={shown} onChange={onChange} />}
      {latest && latest.state !== 'approved' && (
        <ApproveTranslation key={latest.hash} translation={latest} isUnsaved={isDirty} onChange={onChange} />
      )}
    </>
  )
}

function Shown({
  translation,
  onChange,
}: {
  translation: TranslationOnDesk
  onChange: (found: Translations) => void
}) {
  const { petition } = usePetition()
  const action = useAction()
  const [isAsking, setIsAsking] = useState(false)

  function takeBack() {
    setIsAsking(false)
    action.run(async () =>
      onChange(await call(takeBackTranslation, { params: { petition }, body: { hash: translation.hash } })),
    )
  }

  return (
    <section className={layout.stack}>
      <p>{text.readBy(translation)}</p>
      <ActionProblem action={action} />
      <Button busy={action.busy} onClick={() => setIsAsking(true)}>
        {text.takeBack}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.takeBackTitle}
        confirmLabel={text.takeBack}
        tone="danger"
        onConfirm={takeBack}
        onCancel={() => setIsAsking(false)}
      >
        {text.takeBackWords}
      </ConfirmDialog>
    </section>
  )
}
