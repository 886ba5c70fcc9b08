import { useState } from 'react'
import type { StreetId } from '#domain/ids.ts'
import {
  type Invitation,
  inviteAgain,
  listMembers,
  type Member,
  revokeDevice,
  revokeMember,
} from '#wire/members.ts'
import { readSession } from '#wire/session.ts'
import { listStreets } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { InvitationCard } from '../../shared/invitation-card.tsx'
import { Page } from '../../shared/page.tsx'
import { type Device, healthOf, newestOf } from '../../shared/phone-health.ts'
import { phoneHealthText } from '../../shared/phone-health-text.ts'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText, listText, roleTexts } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition, usePetitionTitle } from '../petition-context.ts'
import { peopleText as text } from '../text.ts'

type Question = { title: string; consequence: string; confirm: string; run: () => Promise<void> }

export function PeoplePage() {
  const { petition } = usePetition()
  const petitionTitle = usePetitionTitle()
  const members = useLoaded(listMembers, { params: { petition } })
  const streets = useLoaded(listStreets, { params: { petition } })
  const session = useLoaded(readSession, { params: { petition } })
  const [invited, setInvited] = useState<{ name: string; invitation: Invitation }>()
  const [question, setQuestion] = useState<Question>()
  const action = useAction()

  const streetNames = new Map<StreetId, string>(
    streets.state === 'ready' ? streets.value.streets.map(({ id, name }) => [id, name]) : [],
  )
  const ownDevice = session.state === 'ready' ? session.value.device : undefined

  const invite = (member: Member) =>
    action.run(async () => {
      const invitation = await call(inviteAgain, { params: { petition, member: member.id } })
      setInvited({ name: member.name, invitation })
      members.reload()
    })

  const askToEnd = (member: Member) =>
    setQuestion({
      title: text.endAccessQuestion(member.name),
      consequence: text.endAccessConsequence,
      confirm: text.endAccess,
      run: async () => {
        await call(revokeMember, { params: { petition, member: member.id } })
      },
    })

  const askToEndBrowser = ({ id, label, unsent }: Device) =>
    setQuestion({
      title: text.endBrowserQuestion(label),
      consequence: text.endBrowserConsequence(unsent),
      confirm: text.endBrowser,
      run: async () => {
        await call(revokeDevice, { params: { petition, device: id } })
      },
    })

  async function confirm(run: () => Promise<void>) {
    await action.run(run)
    setQuestion(undefined)
    members.reload()
  }

  return (
    <Page title={text.title} lead={text.lead}>
      <div data-print="no">
        <ButtonLink href="/people/invite" variant="primary">
          {text.invite}
        </ButtonLink>
      </div>
      <ActionProblem action={action} />
      {invited && <InvitationCard key={invited.invitation.code} {...invited} petitionTitle={petitionTitle} />}
      <div data-print="no">
        <WhenLoaded loaded={members}>
          {(list) =>
            list.members.length === 0 ? (
              <EmptyState title={text.empty}>{text.emptyHelp}</EmptyState>
            ) : (
              <ul className={layout.plainList}>
                {inOrder(list.members).map((member) => (
                  <li key={member.id}>
                    <MemberCard
                      member={member}
                      streets={member.streets.map((id) => streetNames.get(id) ?? '…')}
                      ownDevice={ownDevice}
                      now={newestOf(list.members)}
                      onInvite={() => invite(member)}
                      onEnd={() => askToEnd(member)}
                      onEndBrowser={askToEndBrowser}
                    />
                  </li>
                ))}
              </ul>
            )
          }
        </WhenLoaded>
      </div>
      <ConfirmDialog
        isOpen={question !== undefined}
        title={question?.title ?? ''}
        confirmLabel={question?.confirm ?? ''}
        tone="danger"
        busy={action.busy}
        onConfirm={() => question && confirm(question.run)}
        onCancel={() => setQuestion(undefined)}
      >
        {question?.consequence}
      </ConfirmDialog>
    </Page>
  )
}

type MemberCardProps = {
  member: Member
  streets: readonly string[]
  ownDevice: string | undefined
  /** Milliseconds since 1970, by the server's clock. */
  now: number
  onInvite: () => void
  onEnd: () => void
  onEndBrowser: (device: Device) => void
}

function MemberCard({ member, streets, ownDevice, now, onInvite, onEnd, onEndBrowser }: MemberCardProps) {
  const { name, role, revokedAt, devices, invitation } = member
  const isSelf = devices.some(({ id }) => id === ownDevice)

  return (
    <article className={layout.card}>
      <div className={layout.ends}>
        <h2>{name}</h2>
        <span className={layout.tag}>{roleTexts[role]}</span>
      </div>
      {revokedAt !== null && <p className={layout.quiet}>{text.ended(instantText(revokedAt))}</p>}
      {role !== 'organiser' && (
        <p>
          <span className={layout.quiet}>{text.streets}: </span>
          {streets.length === 0 ? text.noStreets : listText(streets)}
        </p>
      )}
      {devices.length === 0 ? (
        revokedAt === null && (
          <p className={layout.quiet}>
            {text.noBrowsers}. {text.invitation[invitation]}.
          </p>
        )
      ) : (
        <ul className={layout.plainList} aria-label={text.browsers}>
          {devices.map((device) => (
            <li key={device.id} className={layout.ends}>
              <DeviceText device={device} isOwn={device.id === ownDevice} now={now} />
              {device.revokedAt === null && device.id !== ownDevice && (
                <Button aria-label={text.endBrowserNamed(device.label)} onClick={() => onEndBrowser(device)}>
                  {text.endBrowser}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {revokedAt === null && (
        <div className={layout.row}>
          <Button aria-label={text.inviteAgainNamed(name)} onClick={onInvite}>
            {text.inviteAgain}
          </Button>
          {!isSelf && (
            <Button variant="quiet" aria-label={text.endAccessNamed(name)} onClick={onEnd}>
              {text.endAccess}
            </Button>
          )}
        </div>
      )}
    </article>
  )
}

function DeviceText({ device, isOwn, now }: { device: Device; isOwn: boolean; now: number }) {
  const { label, joinedAt, lastSeenAt, revokedAt, unsent } = device
  const { trouble, known } = healthOf(device, now)
  const facts = [
    text.joined(instantText(joinedAt)),
    lastSeenAt === null ? text.neverSeen : text.lastSeen(instantText(lastSeenAt)),
    ...(unsent > 0 ? [text.unsent(unsent)] : []),
    ...known,
    ...(revokedAt === null ? [] : [text.revoked(instantText(revokedAt))]),
  ]
  return (
    <div className={layout.tight}>
      <p>
        {label} {isOwn && <span className={layout.tag}>{text.you}</span>}{' '}
        {trouble.length > 0 && (
          <>
            <span className={`${layout.tag} ${layout.tagDue}`}>{phoneHealthText.needsHelp}</span>{' '}
          </>
        )}
        <span className={`${layout.quiet} ${layout.small}`}>{facts.join(' · ')}</span>
      </p>
      {trouble.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </div>
  )
}

/** Those who take part, by name; after them those whose access has ended. */
function inOrder(members: readonly Member[]): Member[] {
  return [...members].sort(
    (one, other) =>
      Number(one.revokedAt !== null) - Number(other.revokedAt !== null) || one.name.localeCompare(other.name),
  )
}
