import type { PetitionId } from '#domain/ids.ts'
import { EmptyState } from '../shared/empty-state.tsx'
import { Invite } from '../shared/invite.tsx'
import { Page } from '../shared/page.tsx'
import { boardText, inviteText as text } from './text.ts'

/** Somebody without a street would vanish from the captain's sight at once. */
export function InvitePage({ petition }: { petition: PetitionId }) {
  return (
    <Page title={text.title} back={{ href: '/', label: text.back }}>
      <Invite
        petition={petition}
        roles={['volunteer']}
        withoutStreets={<EmptyState title={boardText.none}>{boardText.noneHelp}</EmptyState>}
      />
    </Page>
  )
}
