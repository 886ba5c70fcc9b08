import { type ReactNode, useState } from 'react'
import type { PetitionId } from '#domain/ids.ts'
import type { Role } from '#domain/permission.ts'
import type { Invitation } from '#wire/members.ts'
import { listStreets } from '#wire/streets.ts'
import { Button } from './button.tsx'
import { InvitationCard } from './invitation-card.tsx'
import { inviteText as text } from './invitation-text.ts'
import { InviteForm } from './invite-form.tsx'
import { useLoaded } from './use-loaded.ts'
import { WhenLoaded } from './when-loaded.tsx'

type InviteProps = {
  petition: PetitionId
  petitionTitle?: string | undefined
  /** Whom this person may invite; the first is chosen beforehand. */
  roles: readonly [Role, ...Role[]]
  /** For those whose invitations need a street: what stands here while there is none to choose. */
  withoutStreets?: ReactNode
}

/** A form, then the card that it made, then the form for the next person. */
export function Invite({ petition, petitionTitle, roles, withoutStreets }: InviteProps) {
  const streets = useLoaded(listStreets, { params: { petition } })
  const [made, setMade] = useState<{ name: string; invitation: Invitation }>()

  if (made) {
    return (
      <>
        <InvitationCard {...made} petitionTitle={petitionTitle} />
        <div data-print="no">
          <Button onClick={() => setMade(undefined)}>{text.next}</Button>
        </div>
      </>
    )
  }
  const needsStreet = withoutStreets !== undefined
  return (
    <WhenLoaded loaded={streets}>
      {(list) =>
        needsStreet && list.streets.length === 0 ? (
          withoutStreets
        ) : (
          <InviteForm
            petition={petition}
            roles={roles}
            streets={list.streets}
            needsStreet={needsStreet}
            onMade={(name, invitation) => {
              setMade({ name, invitation })
              streets.reload()
            }}
          />
        )
      }
    </WhenLoaded>
  )
}
