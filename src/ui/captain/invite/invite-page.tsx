import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import type { PetitionId } from '#domain/ids.ts'
import { type Invitation, inviteMember } from '#wire/members.ts'
import { listStreets, type StreetSummary } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { CheckboxGroup } from '../../shared/checkbox-group.tsx'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { Page } from '../../shared/page.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import layout from '../layout.module.css'
import { boardText, listText, inviteText as text } from '../text.ts'
import { InvitationCard } from './invitation-card.tsx'

export function InvitePage({ petition }: { petition: PetitionId }) {
  const streets = useLoaded(listStreets, { params: { petition } })
  const [made, setMade] = useState<{ name: string; invitation: Invitation }>()

  return (
    <Page title={text.title} back={{ href: '/', label: text.back }}>
      {made ? (
        <>
          <InvitationCard name={made.name} invitation={made.invitation} />
          <div data-print="no">
            <Button onClick={() => setMade(undefined)}>{text.next}</Button>
          </div>
        </>
      ) : (
        <WhenLoaded loaded={streets}>
          {(list) =>
            list.streets.length === 0 ? (
              <EmptyState title={boardText.none}>{boardText.noneHelp}</EmptyState>
            ) : (
              <InviteForm
                petition={petition}
                streets={list.streets}
                onMade={(name, invitation) => {
                  setMade({ name, invitation })
                  streets.reload()
                }}
              />
            )
          }
        </WhenLoaded>
      )}
    </Page>
  )
}

const { name, streets } = inviteMember.body.shape
/** Somebody without a street would vanish from the captain's sight at once. */
const Invite = z.strictObject({ name, streets: streets.check(z.minLength(1, 'invite-streets-missing')) })

type InviteFormProps = {
  petition: PetitionId
  streets: readonly StreetSummary[]
  onMade: (name: string, invitation: Invitation) => void
}

function InviteForm({ petition, streets, onMade }: InviteFormProps) {
  const action = useAction()
  const form = useForm({
    resolver: standardSchemaResolver(Invite),
    defaultValues: { name: '', streets: [] },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount } = form.formState

  const invite = form.handleSubmit(({ name, streets }) =>
    action.run(async () => {
      const body = { name, role: 'volunteer', streets } as const
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
      <CheckboxGroup
        label={text.streetsLabel}
        hint={text.streetsHint}
        options={streets.map(({ id, name, assigned }) => ({
          value: id,
          label: name,
          ...(assigned.length > 0 ? { hint: listText(assigned.map((each) => each.name)) } : {}),
        }))}
        {...form.register('streets')}
        error={fieldSentence(errors, 'streets')}
      />
      <div>
        <Button type="submit" variant="primary" busy={action.busy}>
          {text.make}
        </Button>
      </div>
    </form>
  )
}
