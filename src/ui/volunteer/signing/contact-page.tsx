import { useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { CheckboxGroup } from '../../shared/checkbox-group.tsx'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { Notice } from '../../shared/notice.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useFields } from '../../shared/use-fields.ts'
import { useGathering } from '../gathering.ts'
import { rememberStep, type SignatureStep } from '../last-step.ts'
import { Screen } from '../screen.tsx'
import styles from './contact-page.module.css'
import { ContactForm, nothingTicked, Purpose } from './contact-schema.ts'
import { moveTo } from './hand-over.ts'
import { signingText as text } from './text.ts'

/** Asked only after the signature counts, on its own, with nothing ticked. */
export function ContactPage({ given }: { given: SignatureStep }) {
  const gathering = useGathering()
  const [isNotSaved, setIsNotSaved] = useState(false)
  const form = useFields({
    schema: ContactForm,
    initial: nothingTicked,
    mayBeBlank: ['email', 'phone'],
  })
  const { problems, submitCount, isSubmitting } = form

  const save = form.submitTo(async (contact) => {
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
        <ErrorSummary problems={problems} attempt={submitCount} />
        <CheckboxGroup
          label={text.purposes}
          options={Purpose.options.map((value) => ({ value, label: text.purposeTexts[value] }))}
          {...form.ticks('purposes')}
        />
        <TextField label={text.email} type="email" optional spellCheck={false} {...form.field('email')} />
        <TextField
          label={text.phone}
          type="tel"
          optional
          spellCheck={false}
          width="medium"
          {...form.field('phone')}
        />
      </Screen>
    </form>
  )
}
