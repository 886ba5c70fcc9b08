import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import * as z from 'zod/mini'
import { Connection } from '#domain/personal.ts'
import { PetitionSettings } from '#domain/petition.ts'
import { ProfileId } from '#domain/profile-id.ts'
import { recipientProfiles } from '#domain/recipient-profile.ts'
import { type PetitionDetail, saveSettings } from '#wire/petitions.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { ApiError, call } from '../../shared/call.ts'
import { CheckboxGroup } from '../../shared/checkbox-group.tsx'
import layout from '../../shared/desk-layout.module.css'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence, showServerFields } from '../../shared/form-errors.ts'
import { Notice } from '../../shared/notice.tsx'
import { RadioGroup } from '../../shared/radio-group.tsx'
import { SelectField } from '../../shared/select-field.tsx'
import { TextArea } from '../../shared/text-area.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { settingsText as text } from '../text.ts'
import { DayField } from './day-field.tsx'
import { DoorRulesSection, doorRuleFields } from './door-rules-section.tsx'
import { privacyNoticeFor } from './privacy-notice.ts'
import { dropDraft, keepDraft, SettingsDraft, settingsOf } from './settings-draft.ts'

type SettingsFormProps = {
  petition: PetitionDetail['id']
  initial: SettingsDraft
  /** As last saved, to tell whether anything is unsaved. */
  saved: SettingsDraft
  onType: () => void
  onSaved: (petition: PetitionDetail) => void
}

/** The schema reads what would be sent, so that its paths are those of the form. */
const TypedSettings = z.pipe(z.pipe(SettingsDraft, z.transform(settingsOf)), PetitionSettings)

const timeZones = Intl.supportedValuesOf('timeZone').map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}))

const languages = ['en', 'bn', 'cy', 'fr', 'lt', 'pa', 'pl', 'pt', 'ro', 'so', 'ur', 'yo'].map((code) => ({
  value: code,
  label: new Intl.DisplayNames('en-GB', { type: 'language' }).of(code) ?? code,
}))

export function SettingsForm({ petition, initial, saved, onType, onSaved }: SettingsFormProps) {
  const form = useForm({
    resolver: standardSchemaResolver(TypedSettings),
    defaultValues: initial,
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { control, register, setValue, getValues, setError, subscribe, formState } = form
  const { errors, submitCount } = formState
  const [isUnsaved, setIsUnsaved] = useState(() => !isSame(initial, saved))
  useHoldUpdate(isUnsaved)
  const profile = useWatch({ control, name: 'profile' })
  const notice = useWatch({ control, name: 'privacyNotice' })
  const action = useAction()
  const problem = (name: string) => fieldSentence(errors, name)
  const { notes, connections } = recipientProfiles[profile]

  useEffect(() => {
    let before = structuredClone(getValues())
    writeNotice(before, '')

    /** Follows the answers as long as nobody has changed a word of it. */
    function writeNotice(values: SettingsDraft, lastWritten: string) {
      const written = privacyNoticeFor(values)
      if (values.privacyNotice === lastWritten && values.privacyNotice !== written) {
        setValue('privacyNotice', written)
      }
    }

    return subscribe({
      formState: { values: true },
      callback: ({ values, name }) => {
        if (name !== 'privacyNotice') writeNotice(values, privacyNoticeFor(before))
        before = structuredClone(getValues())
        keepDraft(petition, before)
        setIsUnsaved(true)
        onType()
      },
    })
  }, [petition, subscribe, getValues, setValue, onType])

  const save = form.handleSubmit(async (settings) => {
    await action.run(async () => {
      try {
        const after = await call(saveSettings, { params: { petition }, body: settings })
        dropDraft(petition)
        onSaved(after)
      } catch (cause) {
        if (cause instanceof ApiError) showServerFields(setError, settingsFields, cause.fields)
        throw cause
      }
    })
  })

  return (
    <form className={layout.form} onSubmit={save} noValidate>
      <ErrorSummary problems={fieldProblems(errors, settingsFields)} attempt={submitCount} />

      <section className={layout.section}>
        <h2>{text.petitionTitle}</h2>
        <TextField
          label={text.titleLabel}
          hint={text.titleHint}
          {...register('title')}
          error={problem('title')}
        />
        <TextArea
          label={text.requestLabel}
          hint={text.requestHint}
          rows={4}
          {...register('request')}
          error={problem('request')}
        />
        <TextArea
          label={text.backgroundLabel}
          hint={text.backgroundHint}
          rows={6}
          optional
          {...register('background')}
          error={problem('background')}
        />
        <SelectField
          label={text.languageLabel}
          options={languages}
          {...register('language')}
          error={problem('language')}
        />
      </section>

      <section className={layout.section}>
        <h2>{text.recipientTitle}</h2>
        <TextField
          label={text.recipientLabel}
          hint={text.recipientHint}
          {...register('recipient')}
          error={problem('recipient')}
        />
        <RadioGroup
          label={text.profileLabel}
          options={ProfileId.options.map((id) => ({
            value: id,
            label: recipientProfiles[id].title,
          }))}
          {...register('profile')}
          error={problem('profile')}
        />
        <Notice tone="plain" title={text.profileNotes}>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <p className={layout.small}>
            {text.profileHint(recipientProfiles[profile].title, recipientProfiles[profile].checkedOn)}
          </p>
        </Notice>
        <CheckboxGroup
          label={text.connectionsLabel}
          hint={text.connectionsHint}
          options={Connection.options
            .filter((each) => connections.includes(each))
            .map((each) => ({ value: each, label: text.connections[each] }))}
          {...register('connections')}
          error={problem('connections')}
        />
      </section>

      <section className={layout.section}>
        <h2>{text.datesTitle}</h2>
        <SelectField
          label={text.timeZoneLabel}
          options={timeZones}
          {...register('timeZone')}
          error={problem('timeZone')}
        />
        <DayField
          name="returnBy"
          label={text.returnByLabel}
          hint={text.returnByHint}
          withTime
          register={register}
          error={problem('returnBy')}
        />
        <DayField
          name="recipientDeadline"
          label={text.deadlineLabel}
          hint={text.deadlineHint}
          withTime
          register={register}
          error={problem('recipientDeadline')}
        />
      </section>

      <DoorRulesSection control={control} register={register} errors={errors} />

      <section className={layout.section}>
        <h2>{text.controllerTitle}</h2>
        <p>{text.controllerHelp}</p>
        <TextField
          label={text.controllerNameLabel}
          spellCheck={false}
          {...register('controller.name')}
          error={problem('controller.name')}
        />
        <TextArea
          label={text.controllerAddressLabel}
          rows={3}
          {...register('controller.address')}
          error={problem('controller.address')}
        />
        <TextField
          label={text.controllerEmailLabel}
          type="email"
          spellCheck={false}
          optional
          {...register('controller.email')}
          error={problem('controller.email')}
        />
        <TextField
          label={text.controllerPhoneLabel}
          type="tel"
          width="medium"
          optional
          {...register('controller.phone')}
          error={problem('controller.phone')}
        />
        <TextField
          label={text.contactLabel}
          hint={text.contactHint}
          {...register('contact')}
          error={problem('contact')}
        />
        <RadioGroup
          label={text.lawfulBasisLabel}
          hint={text.lawfulBasisHint}
          options={PetitionSettings.shape.lawfulBasis.options.map((basis) => ({
            value: basis,
            label: text.lawfulBasis[basis],
          }))}
          {...register('lawfulBasis')}
          error={problem('lawfulBasis')}
        />
        <DayField
          name="retainUntil"
          label={text.retainUntilLabel}
          hint={text.retainUntilHint}
          register={register}
          error={problem('retainUntil')}
        />
      </section>

      <section className={layout.section}>
        <h2>{text.privacyTitle}</h2>
        <TextArea
          label={text.privacyLabel}
          hint={text.privacyHint}
          rows={18}
          {...register('privacyNotice')}
          error={problem('privacyNotice')}
        />
        {notice !== privacyNoticeFor(getValues()) && (
          <div>
            <Button onClick={() => setValue('privacyNotice', privacyNoticeFor(getValues()))}>
              {text.privacyRewrite}
            </Button>
          </div>
        )}
      </section>

      <div className={layout.section}>
        <ActionProblem action={action} />
        {isUnsaved && <p className={layout.quiet}>{text.draftKept}</p>}
        <div>
          <Button type="submit" variant="primary" busy={action.busy}>
            {text.save}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** From top to bottom: the order of the summary, and where the server's word on a single field may be put. */
const settingsFields = [
  'title',
  'request',
  'background',
  'recipient',
  'profile',
  'language',
  'connections',
  'timeZone',
  'returnBy',
  'recipientDeadline',
  ...doorRuleFields,
  'controller.name',
  'controller.address',
  'controller.email',
  'controller.phone',
  'contact',
  'lawfulBasis',
  'retainUntil',
  'privacyNotice',
] as const

const isSame = (one: SettingsDraft, other: SettingsDraft) => JSON.stringify(one) === JSON.stringify(other)
