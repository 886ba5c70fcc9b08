import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { renameStreet, type StreetSummary } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { usePetition } from '../petition-context.ts'
import { streetText as text } from '../text.ts'
import { TypedStreetName } from './typed-doors.ts'

type RenameFormProps = { street: StreetSummary; onChange: (street: StreetSummary) => void }

export function RenameForm({ street, onChange }: RenameFormProps) {
  const { petition } = usePetition()
  const action = useAction()
  const [isSaved, setIsSaved] = useState(false)
  const form = useForm({
    resolver: standardSchemaResolver(TypedStreetName),
    defaultValues: { name: street.name, postcode: street.postcode ?? '' },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount, isDirty } = form.formState
  useHoldUpdate(isDirty)

  const save = form.handleSubmit(({ name, postcode }) => {
    setIsSaved(false)
    return action.run(async () => {
      const body = { name, ...(postcode && { postcode }) }
      onChange(await call(renameStreet, { params: { petition, street: street.id }, body }))
      form.reset({ name, postcode: postcode ?? '' })
      setIsSaved(true)
    })
  })

  return (
    <form className={layout.card} onSubmit={save} noValidate>
      <h2>{text.renameTitle}</h2>
      <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
      <ActionProblem action={action} texts={{ conflict: text.nameTaken }} />
      <TextField label={text.nameLabel} {...form.register('name')} error={fieldSentence(errors, 'name')} />
      <TextField
        label={text.postcodeLabel}
        width="narrow"
        optional
        {...form.register('postcode')}
        error={fieldSentence(errors, 'postcode')}
      />
      <div className={layout.row}>
        <Button type="submit" busy={action.busy}>
          {text.rename}
        </Button>
        <span role="status">{isSaved && text.renamed}</span>
      </div>
    </form>
  )
}
