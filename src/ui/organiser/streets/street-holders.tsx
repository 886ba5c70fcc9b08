import { useState } from 'react'
import type { MemberId } from '#domain/ids.ts'
import { listMembers } from '#wire/members.ts'
import { assignStreet, type StreetSummary, takeBackStreet } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { SelectField } from '../../shared/select-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { roleTexts } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { streetText as text } from '../text.ts'

type StreetHoldersProps = { street: StreetSummary; onChange: (street: StreetSummary) => void }

/** Who has the street: give it, take it back. */
export function StreetHolders({ street, onChange }: StreetHoldersProps) {
  const { petition } = usePetition()
  const members = useLoaded(listMembers, { params: { petition } })
  const action = useAction()
  const [chosen, setChosen] = useState('')
  const paramsFor = (member: string) => ({ petition, street: street.id, member })

  function assign() {
    if (chosen === '') return
    action.run(async () => {
      onChange(await call(assignStreet, { params: paramsFor(chosen) }))
      setChosen('')
    })
  }

  function takeBack(member: MemberId) {
    action.run(async () => onChange(await call(takeBackStreet, { params: paramsFor(member) })))
  }

  return (
    <section className={layout.card}>
      <h2>{text.manageTitle}</h2>
      <ActionProblem action={action} />
      {street.assigned.length === 0 ? (
        <p className={layout.quiet}>{text.nobody}</p>
      ) : (
        <>
          <ul className={layout.plainList}>
            {street.assigned.map(({ member, name, role }) => (
              <li key={member} className={layout.ends}>
                <span>
                  {name} <span className={layout.quiet}>({roleTexts[role]})</span>
                </span>
                <Button aria-label={text.takeBackFrom(name)} onClick={() => takeBack(member)}>
                  {text.takeBack}
                </Button>
              </li>
            ))}
          </ul>
          <p className={`${layout.quiet} ${layout.small}`}>{text.takeBackHelp}</p>
        </>
      )}
      <WhenLoaded loaded={members}>
        {(list) => {
          const others = list.members.filter(
            ({ id, revokedAt }) => revokedAt === null && !street.assigned.some(({ member }) => member === id),
          )
          if (others.length === 0) {
            return (
              <>
                <p>{text.assignNobody}</p>
                <div>
                  <ButtonLink href="/people/invite">{text.assignInvite}</ButtonLink>
                </div>
              </>
            )
          }
          return (
            <>
              <SelectField
                label={text.assign}
                emptyLabel={text.assignEmpty}
                options={others.map(({ id, name, role }) => ({
                  value: id,
                  label: `${name} (${roleTexts[role]})`,
                }))}
                value={chosen}
                onChange={(event) => setChosen(event.target.value)}
              />
              <div>
                <Button busy={action.busy} disabled={chosen === ''} onClick={assign}>
                  {text.assignButton}
                </Button>
              </div>
            </>
          )
        }}
      </WhenLoaded>
    </section>
  )
}
