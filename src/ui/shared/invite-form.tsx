import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useForm, useWatch } from 'react-hook-form'
import * as z from 'zod/mini'
import type { PetitionId } from '#domain/ids.ts'
import type { Role } from '#domain/permission.ts'
import { type Invitation, inviteMember } from '#wire/members.ts'
import type { StreetSummary } from '#wire/streets.ts'
import { ActionProblem } from './action-problem.tsx'
import { useHoldUpdate } from './app-update.ts'
import { Button } from './button.tsx'
import { call } from './call.ts'
import { CheckboxGroup } from './checkbox-group.tsx'
import layout from './desk-layout.module.css'
import { ErrorSummary } from './error-summary.tsx'
import { fieldProblems, fieldSentence } from './form-errors.ts'
import { inviteText as text } from './invitation-text.ts'
import { RadioGroup } from './radio-group.tsx'
import { TextField } from './text-field.tsx'
import { useAction } from './use-action.ts'
import { doorsText, listText, roleTexts } from './value-text.ts'

const { name, role, streets } = inviteMember.body.shape
const InviteWithStreet = z.strictObject({
  name,
  role,
  streets: streets.check(z.minLength(1, 'invite-streets-missing')),
})

type InviteFormProps = {
  petition: PetitionId
  roles: readonly [Role, ...Role[]]
  streets: readonly StreetSummary[]
  needsStreet: boolean
  onMade: (name: string, invitation: Invitation) => void
}

export function InviteForm({ petition, roles, streets, needsStreet, onMade }: InviteFormProps) {
  const action = useAction()
  const form = useForm({
    resolver: standardSchemaResolver(needsStreet ? InviteWithStreet : inviteMember.body),
    defaultValues: { name: '', role: roles[0], streets: [] },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount, isDirty } = form.formState
  useHoldUpdate(isDirty)
  const role = useWatch({ control: form.control, name: 'role' })

  const invite = form.handleSubmit(({ name, role, streets }) =>
    action.run(async () => {
      // An organiser has every street already.
      const body = { name, role, streets: role === 'organiser' ? [] : streets }
      onMade(name, await call(inviteMember, { params: { petition }, body }))
    }),
  )

  return (
    <form className={layout.form} onSubmit={invite} noValidate>
      <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
      <ActionProblem action={action} />
      <TextField
        label={text.nameLabel}
        hint={text.nameHint}
        spellCheck={false}
        width="medium"
        {...form.register('name')}
        error={fieldSentence(errors, 'name')}
      />
      {roles.length > 1 && (
        <RadioGroup
          label={text.roleLabel}
          options={roles.map((each) => ({
            value: each,
            label: roleTexts[each],
            hint: text.roleHints[each],
          }))}
          {...form.register('role')}
          error={fieldSentence(errors, 'role')}
        />
      )}
      {role !== 'organiser' && streets.length > 0 && (
        <CheckboxGroup
          label={text.streetsLabel}
          hint={needsStreet ? text.streetsNeededHint : text.streetsHint}
          optional={!needsStreet}
          options={streets.map(({ id, name, doors, assigned }) => ({
            value: id,
            label: name,
            hint: [
              doorsText(doors),
              ...(assigned.length > 0 ? [listText(assigned.map((each) => each.name))] : []),
            ].join(' · '),
          }))}
          {...form.register('streets')}
          error={fieldSentence(errors, 'streets')}
        />
      )}
      <div>
        <Button type="submit" variant="primary" busy={action.busy}>
          {text.make}
        </Button>
      </div>
    </form>
  )
}
