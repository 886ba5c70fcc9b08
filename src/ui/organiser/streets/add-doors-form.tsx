import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { v7 as uuidv7 } from 'uuid'
import { type StreetSummary, saveStreets } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { Notice } from '../../shared/notice.tsx'
import { TextArea } from '../../shared/text-area.tsx'
import { useAction } from '../../shared/use-action.ts'
import { usePetition } from '../petition-context.ts'
import { streetText as text } from '../text.ts'
import { DoorPreview } from './door-preview.tsx'
import { doorsSentence, newDoorsOf, TypedDoors } from './typed-doors.ts'

type AddDoorsFormProps = { street: StreetSummary; onChange: () => void }

/** More doors for a street that is there already; those it has are left as they are. */
export function AddDoorsForm({ street, onChange }: AddDoorsFormProps) {
  const { petition } = usePetition()
  const action = useAction()
  const [said, setSaid] = useState<string>()
  const form = useForm({
    resolver: standardSchemaResolver(TypedDoors),
    defaultValues: { doors: '' },
    reValidateMode: 'onSubmit',
  })
  useHoldUpdate(form.formState.isDirty)
  const notation = useWatch({ control: form.control, name: 'doors' })
  const sent = useRef<{ notation: string; doors: ReturnType<typeof newDoorsOf> }>(undefined)

  const save = form.handleSubmit(({ doors: notation }) => {
    setSaid(undefined)
    return action.run(async () => {
      if (sent.current?.notation !== notation)
        sent.current = { notation, doors: newDoorsOf(notation, uuidv7) }
      const { id, name, postcode } = street
      const { addedDoors, knownDoors } = await call(saveStreets, {
        params: { petition },
        body: {
          streets: [{ id, name, ...(postcode !== undefined && { postcode }), doors: sent.current.doors }],
        },
      })
      setSaid(text.savedStreet(name, addedDoors, knownDoors))
      form.reset({ doors: '' })
      onChange()
    })
  })

  return (
    <details className={layout.fold}>
      <summary>{text.addDoorsTitle}</summary>
      <form className={layout.halves} onSubmit={save} noValidate>
        <div className={layout.form}>
          <ActionProblem action={action} />
          {said && <Notice tone="good">{said}</Notice>}
          <TextArea
            label={text.doorsLabel}
            hint={text.doorsHint}
            rows={3}
            spellCheck={false}
            {...form.register('doors')}
            error={form.formState.errors.doors && doorsSentence(form.getValues('doors'))}
          />
          <div>
            <Button type="submit" busy={action.busy}>
              {text.addDoors}
            </Button>
          </div>
        </div>
        <DoorPreview notation={notation} />
      </form>
    </details>
  )
}
