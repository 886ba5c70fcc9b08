import type { MemberId } from '#domain/ids.ts'
import { listMembers } from '#wire/members.ts'
import { assignStreet, type StreetSummary, takeBackStreet } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { GiveStreetForm } from '../../shared/give-street-form.tsx'
import { giveStreetText } from '../../shared/give-street-text.ts'
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

  const change = (endpoint: typeof assignStreet | typeof takeBackStreet, member: MemberId) =>
    action.run(async () => {
      onChange(await call(endpoint, { params: { petition, street: street.id, member } }))
    })

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
                <Button
                  aria-label={giveStreetText.takeBackFrom(name)}
                  onClick={() => change(takeBackStreet, member)}
                >
                  {giveStreetText.takeBack}
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
            <GiveStreetForm
              candidates={others.map(({ id, name, role }) => ({
                member: id,
                name,
                label: `${name} (${roleTexts[role]})`,
              }))}
              busy={action.busy}
              onGive={({ member }) => change(assignStreet, member)}
            />
          )
        }}
      </WhenLoaded>
    </section>
  )
}
