import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Role } from '#domain/permission.ts'
import { type Invitation, inviteMember } from '#wire/members.ts'
import { listStreets, type StreetSummary } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { CheckboxGroup } from '../../shared/checkbox-group.tsx'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { Page } from '../../shared/page.tsx'
import { RadioGroup } from '../../shared/radio-group.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import layout from '../layout.module.css'
import { usePetition } from '../petition-context.ts'
import { doorsText, listText, roleTexts, peopleText as text } from '../text.ts'
import { InvitationCard } from './invitation-card.tsx'

export function InvitePage() {
  const { petition } = usePetition()
  const streets = useLoaded(listStreets, { params: { petition } })
  const [made, setMade] = useState<{ name: string; invitation: Invitation }>()

  return (
    <Page title={text.inviteTitle} back={{ href: '/people', label: text.back }}>
      {made ? (
        <>
          <InvitationCard name={made.name} invitation={made.invitation} />
          <div data-print="no">
            <Button onClick={() => setMade(undefined)}>{text.inviteNext}</Button>
          </div>
        </>
      ) : (
        <WhenLoaded loaded={streets}>
          {(list) => (
            <InviteForm
              streets={list.streets}
              onMade={(name, invitation) => {
                setMade({ name, invitation })
                streets.reload()
              }}
            />
          )}
        </WhenLoaded>
      )}
    </Page>
  )
}

type InviteFormProps = {
  streets: readonly StreetSummary[]
  onMade: (name: string, invitation: Invitation) => void
}

function InviteForm({ streets, onMade }: InviteFormProps) {
  const { petition } = usePetition()
  const action = useAction()
  const form = useForm({
    resolver: standardSchemaResolver(inviteMember.body),
    defaultValues: { name: '', role: 'volunteer', streets: [] },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount } = form.formState
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
      <RadioGroup
        label={text.roleLabel}
        options={Role.options.map((each) => ({
          value: each,
          label: roleTexts[each],
          hint: text.roleHints[each],
        }))}
        {...form.register('role')}
        error={fieldSentence(errors, 'role')}
      />
      {role !== 'organiser' && streets.length > 0 && (
        <CheckboxGroup
          label={text.streetsLabel}
          hint={text.streetsHint}
          optional
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
          {text.inviteButton}
        </Button>
      </div>
    </form>
  )
}
