import { type Control, type FieldErrors, type UseFormRegister, useFieldArray } from 'react-hook-form'
import { OptionalOutcome, StickerRule } from '#domain/outcome.ts'
import type { PetitionSettings } from '#domain/petition.ts'
import { Button } from '../../shared/button.tsx'
import { CheckboxGroup } from '../../shared/checkbox-group.tsx'
import layout from '../../shared/desk-layout.module.css'
import { fieldSentence } from '../../shared/form-errors.ts'
import { RadioGroup } from '../../shared/radio-group.tsx'
import { TextArea } from '../../shared/text-area.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { doorRulesText as text } from './door-text.ts'
import type { SettingsDraft } from './settings-draft.ts'

const MAX_QUESTIONS = 20
const hours = ['from', 'to', 'sundayFrom'] as const
const places = Array.from({ length: MAX_QUESTIONS }, (_, place) => place)

/** As they stand on the page. */
export const doorRuleFields = [
  'script',
  ...places.flatMap((place) => [`questions.${place}.question`, `questions.${place}.answer`] as const),
  'questions',
  'outcomes',
  'stickers',
  'zoneNote',
  ...hours.map((hour) => `hours.${hour}` as const),
  'minimumAge',
] as const

type DoorRulesSectionProps = {
  control: Control<SettingsDraft, unknown, PetitionSettings>
  register: UseFormRegister<SettingsDraft>
  errors: FieldErrors<SettingsDraft>
}

/** What volunteers may say, ask and note at a door, and when and where they may knock. */
export function DoorRulesSection({ control, register, errors }: DoorRulesSectionProps) {
  const { fields, append, remove } = useFieldArray({ control, name: 'questions' })
  const problem = (name: string) => fieldSentence(errors, name)

  return (
    <section className={layout.section}>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <TextArea
        label={text.scriptLabel}
        hint={text.scriptHint}
        rows={8}
        optional
        {...register('script')}
        error={problem('script')}
      />

      <h3>{text.questionsTitle}</h3>
      <p className={layout.quiet}>{text.questionsHint}</p>
      {fields.map(({ id }, place) => (
        <div key={id} className={layout.tight}>
          <TextField
            label={text.questionLabel(place + 1)}
            {...register(`questions.${place}.question`)}
            error={problem(`questions.${place}.question`)}
          />
          <TextArea
            label={text.answerLabel(place + 1)}
            rows={3}
            {...register(`questions.${place}.answer`)}
            error={problem(`questions.${place}.answer`)}
          />
          <div>
            <Button onClick={() => remove(place)}>{text.removeQuestion(place + 1)}</Button>
          </div>
        </div>
      ))}
      {fields.length < MAX_QUESTIONS && (
        <div>
          <Button onClick={() => append({ question: '', answer: '' })}>{text.addQuestion}</Button>
        </div>
      )}

      <CheckboxGroup
        label={text.outcomesLabel}
        hint={text.outcomesHint}
        options={OptionalOutcome.options.map((each) => ({ value: each, label: text.outcomes[each] }))}
        {...register('outcomes')}
        error={problem('outcomes')}
      />
      <RadioGroup
        label={text.stickersLabel}
        hint={text.stickersHint}
        options={StickerRule.options.map((each) => ({ value: each, label: text.stickers[each] }))}
        {...register('stickers')}
        error={problem('stickers')}
      />
      <TextArea
        label={text.zoneNoteLabel}
        hint={text.zoneNoteHint}
        rows={3}
        optional
        {...register('zoneNote')}
        error={problem('zoneNote')}
      />

      <h3>{text.hoursLabel}</h3>
      <p className={layout.quiet}>{text.hoursHint}</p>
      {hours.map((hour) => (
        <TextField
          key={hour}
          label={text.hours[hour]}
          width="narrow"
          {...register(`hours.${hour}`)}
          error={problem(`hours.${hour}`)}
        />
      ))}
      <TextField
        label={text.minimumAgeLabel}
        hint={text.minimumAgeHint}
        width="narrow"
        inputMode="numeric"
        optional
        {...register('minimumAge')}
        error={problem('minimumAge')}
      />
    </section>
  )
}
