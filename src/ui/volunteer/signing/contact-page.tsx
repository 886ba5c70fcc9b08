import { type MutableRefObject, useState } from 'react'
import { Channel, Purpose } from '#domain/personal.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ChoiceGroup } from '../../shared/choice-group.tsx'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { Notice } from '../../shared/notice.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useFields } from '../../shared/use-fields.ts'
import { useGathering } from '../gathering.ts'
import { rememberStep, type SignatureStep } from '../last-step.ts'
import styles from './contact-page.module.css'
import { type ContactAnswers, ContactForm, nothingTicked } from './contact-schema.ts'
import { moveTo } from './hand-over.ts'
import { useSpoken, useTexts } from './languages/in-language.tsx'
import { laterTexts } from './later-text.ts'
import { ResidentScreen } from './resident-screen.tsx'

/** Asked only after the signature counts, on its own, with nothing ticked. */
export function ContactPage({
  given,
  half,
}: {
  given: SignatureStep
  /** What was half-typed before the page went blank: in memory, as the signature is. */
  half: MutableRefObject<ContactAnswers | undefined>
}) {
  const text = useTexts(laterTexts)
  const { i18n } = useSpoken()
  const { dice } = useApp()
  const gathering = useGathering()
  const [isNotSaved, setIsNotSaved] = useState(false)
  const [nonce] = useState(() => dice.id())
  const form = useFields({
    schema: ContactForm,
    initial: half.current ?? nothingTicked,
    say: (sentence) => i18n._(sentence),
  })
  const { values, problems, submitCount, isSubmitting } = form
  half.current = values
  const asksFor = (channel: Channel) => Purpose.options.some((purpose) => values[purpose].includes(channel))

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
      <ResidentScreen
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
        <p>{text.purposes}</p>
        {Purpose.options.map((purpose) => (
          <ChoiceGroup
            key={purpose}
            type="checkbox"
            label={text.purposeTexts[purpose]}
            hint={text.channels}
            options={Channel.options.map((value) => ({ value, label: text.channelTexts[value] }))}
            {...form.ticks(purpose)}
          />
        ))}
        {asksFor('email') && (
          <TextField
            label={text.email}
            type="email"
            formName={`${nonce}5`}
            spellCheck={false}
            {...form.field('email')}
          />
        )}
        {asksFor('phone') && (
          <TextField
            label={text.phone}
            type="tel"
            formName={`${nonce}6`}
            spellCheck={false}
            width="medium"
            {...form.field('phone')}
          />
        )}
      </ResidentScreen>
    </form>
  )
}
