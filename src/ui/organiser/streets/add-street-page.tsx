import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { v7 as uuidv7 } from 'uuid'
import { saveStreets } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { TextArea } from '../../shared/text-area.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { usePetition } from '../petition-context.ts'
import { streetText as text } from '../text.ts'
import { DoorPreview } from './door-preview.tsx'
import { doorsSentence, type NewStreet, newStreetOf, TypedStreet } from './typed-doors.ts'

export function AddStreetPage() {
  const { petition } = usePetition()
  const action = useAction()
  const [said, setSaid] = useState<string>()
  const form = useForm({
    resolver: standardSchemaResolver(TypedStreet),
    defaultValues: { name: '', postcode: '', doors: '' },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount, isDirty } = form.formState
  useHoldUpdate(isDirty)
  const notation = useWatch({ control: form.control, name: 'doors' })
  const sent = useRef<{ typed: TypedStreet; street: NewStreet }>(undefined)
  const doorsProblem = errors.doors ? doorsSentence(form.getValues('doors')) : undefined

  const save = form.handleSubmit((typed) =>
    action.run(async () => {
      // A second try after a lost reply sends the same ids again.
      if (!sent.current || !isSame(sent.current.typed, typed)) {
        sent.current = { typed, street: newStreetOf(typed, uuidv7) }
      }
      const { addedDoors, knownDoors } = await call(saveStreets, {
        params: { petition },
        body: { streets: [sent.current.street] },
      })
      setSaid(text.savedStreet(typed.name, addedDoors, knownDoors))
      form.reset({ name: '', postcode: typed.postcode, doors: '' })
      form.setFocus('name')
    }),
  )

  const problems = fieldProblems(errors).map((problem) =>
    problem.field === 'doors' && doorsProblem ? { field: 'doors', sentence: doorsProblem } : problem,
  )

  return (
    <Page title={text.add} lead={text.addLead} back={{ href: '/streets', label: text.back }}>
      {said && (
        <Notice tone="good" actions={<ButtonLink href="/streets">{text.seeAll}</ButtonLink>}>
          {said}
        </Notice>
      )}
      <form onSubmit={save} noValidate className={layout.wide}>
        <ErrorSummary problems={problems} attempt={submitCount} />
        <ActionProblem action={action} />
        <div className={layout.halves}>
          <div className={layout.form}>
            <TextField
              label={text.nameLabel}
              {...form.register('name')}
              error={fieldSentence(errors, 'name')}
            />
            <TextField
              label={text.postcodeLabel}
              hint={text.postcodeHint}
              width="narrow"
              optional
              {...form.register('postcode')}
              error={fieldSentence(errors, 'postcode')}
            />
            <TextArea
              label={text.doorsLabel}
              hint={text.doorsHint}
              rows={4}
              spellCheck={false}
              {...form.register('doors')}
              error={doorsProblem}
            />
            <div>
              <Button type="submit" variant="primary" busy={action.busy}>
                {text.save}
              </Button>
            </div>
          </div>
          <DoorPreview notation={notation} />
        </div>
      </form>
    </Page>
  )
}

const isSame = (one: TypedStreet, other: TypedStreet) => JSON.stringify(one) === JSON.stringify(other)
