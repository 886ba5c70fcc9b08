import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { ContactConsent } from '#domain/personal.ts'
import { Button } from '../../shared/button.tsx'
import { CheckboxGroup } from '../../shared/checkbox-group.tsx'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { Notice } from '../../shared/notice.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useGathering } from '../gathering.ts'
import { rememberStep, type SignatureStep } from '../last-step.ts'
import { Screen } from '../screen.tsx'
import { signingText as text } from '../text.ts'
import styles from './contact-page.module.css'
import { moveTo } from './hand-over.ts'

const Purpose = z.enum(['result', 'future-campaigns'])

/** Whoever says yes has to say to what, and where. Saying no needs neither. */
const ContactForm = z
  .object({ ...ContactConsent.shape, purposes: z.array(Purpose).check(z.minLength(1, 'purposes-missing')) })
  .check(
    z.refine(({ email, phone }) => email !== undefined || phone !== undefined, {
      error: 'contact-way-missing',
      path: ['email'],
    }),
  )

/** Asked only after the signature counts, on its own, with nothing ticked. */
export function ContactPage({ given }: { given: SignatureStep }) {
  const gathering = useGathering()
  const [isNotSaved, setIsNotSaved] = useState(false)
  const form = useForm({
    resolver: standardSchemaResolver(ContactForm),
    defaultValues: { purposes: [] },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount, isSubmitting } = form.formState

  const save = form.handleSubmit(async (contact) => {
    const personal = { ...given.personal, contact }
    setIsNotSaved(false)
    try {
      await gathering.amend(given.entry, given.door.street, personal)
    } catch {
      setIsNotSaved(true)
      return
    }
    rememberStep({ ...given, personal })
    moveTo('hand-back')
  })

  return (
    <form onSubmit={save} noValidate autoComplete="off">
      <Screen
        title={text.contactTitle}
        lead={text.contactLead}
        action={
          <>
            {isNotSaved && (
              <Notice tone="problem" title={text.contactNotSaved}>
                {text.contactNotSavedWords}
              </Notice>
            )}
            <div className={styles.answers}>
              <Button onClick={() => moveTo('hand-back')}>{text.contactNo}</Button>
              <Button type="submit" variant="primary" busy={isSubmitting}>
                {text.contactSave}
              </Button>
            </div>
          </>
        }
      >
        <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
        <CheckboxGroup
          label={text.purposes}
          options={Purpose.options.map((value) => ({ value, label: text.purposeTexts[value] }))}
          {...form.register('purposes')}
          error={fieldSentence(errors, 'purposes')}
        />
        <TextField
          label={text.email}
          type="email"
          optional
          spellCheck={false}
          {...form.register('email', mayBeBlank)}
          error={fieldSentence(errors, 'email')}
        />
        <TextField
          label={text.phone}
          type="tel"
          optional
          spellCheck={false}
          width="medium"
          {...form.register('phone', mayBeBlank)}
          error={fieldSentence(errors, 'phone')}
        />
      </Screen>
    </form>
  )
}

const mayBeBlank = {
  setValueAs: (typed: string | undefined) => (typed?.trim() ? typed : undefined),
}
