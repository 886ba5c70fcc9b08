import { Invite } from '../../shared/invite.tsx'
import { Page } from '../../shared/page.tsx'
import { usePetition, usePetitionTitle } from '../petition-context.ts'
import { peopleText as text } from '../text.ts'

export function InvitePage() {
  const { petition } = usePetition()
  const petitionTitle = usePetitionTitle()
  return (
    <Page title={text.inviteTitle} back={{ href: '/people', label: text.back }}>
      <Invite
        petition={petition}
        petitionTitle={petitionTitle}
        roles={['volunteer', 'captain', 'organiser']}
      />
    </Page>
  )
}
