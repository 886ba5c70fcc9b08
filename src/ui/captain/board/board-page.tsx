import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { MemberId, PetitionId } from '#domain/ids.ts'
import { addTallies } from '#domain/tally.ts'
import { type Board, type BoardStreet, readBoard } from '#wire/board.ts'
import { type Invitation, inviteAgain, listMembers, type Member } from '#wire/members.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { InvitationCard } from '../../shared/invitation-card.tsx'
import { Page } from '../../shared/page.tsx'
import { healthOf, newestOf } from '../../shared/phone-health.ts'
import { phoneHealthText } from '../../shared/phone-health-text.ts'
import { ThreeNumbers } from '../../shared/three-numbers.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText, listText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import styles from '../cell.module.css'
import { type PersonOnBoard, peopleOfBoard } from '../people-of-board.ts'
import { tallyColumns } from '../tally-columns.tsx'
import { doorsDoneText, heardText, tallyText, boardText as text } from '../text.ts'

export function BoardPage({ petition }: { petition: PetitionId }) {
  const board = useLoaded(readBoard, { params: { petition } })
  const value = board.state === 'ready' ? board.value : undefined
  const loadedAt = useTimeOf(value)

  return (
    <Page title={text.title} lead={text.lead}>
      <div className={layout.row} data-print="no">
        <ButtonLink href={`~/p/${petition}`} variant="primary">
          {text.gather}
        </ButtonLink>
        {value !== undefined && value.streets.length > 0 && (
          <ButtonLink href="/invite">{text.invite}</ButtonLink>
        )}
        <Button onClick={board.reload}>{text.refresh}</Button>
        <span role="status">{loadedAt && text.asOf(loadedAt)}</span>
      </div>
      <WhenLoaded loaded={board}>
        {(loaded) =>
          loaded.streets.length === 0 && loaded.roll === null ? (
            <EmptyState title={text.none}>{text.noneHelp}</EmptyState>
          ) : (
            <BoardTables petition={petition} board={loaded} />
          )
        }
      </WhenLoaded>
    </Page>
  )
}

/** When this value came, so that nobody takes an old board for a new one. */
function useTimeOf(value: unknown): Date | undefined {
  const [at, setAt] = useState<Date>()
  useEffect(() => setAt(value === undefined ? undefined : new Date()), [value])
  return at
}

function BoardTables({ petition, board }: { petition: PetitionId; board: Board }) {
  const { streets, elsewhere, online, roll } = board
  const total = addTallies(streets.map(({ tally }) => tally))
  const people = peopleOfBoard(board)

  return (
    <>
      <section className={layout.wide} aria-labelledby="total">
        <h2 id="total">{text.totalTitle}</h2>
        <ThreeNumbers tally={total} />
        <p className={layout.quiet}>{tallyText.explained}</p>
      </section>
      <section className={layout.wide}>
        <DataTable
          caption={text.streetsTitle}
          cards
          rows={streets}
          rowKey={({ id }) => id}
          columns={[
            { key: 'street', header: text.street, cell: (street) => <StreetName street={street} /> },
            {
              key: 'doors',
              header: text.doors,
              cell: ({ doors, doorsDone }) => doorsDoneText(doorsDone, doors),
            },
            ...tallyColumns<BoardStreet>(),
            { key: 'who', header: text.whoHasIt, cell: (street) => <WhoHasIt street={street} /> },
            { key: 'heard', header: text.heard, cell: lastHeard },
          ]}
        />
      </section>
      {people.length > 0 && <PeopleTable petition={petition} people={people} />}
      {roll !== null && (
        <section className={layout.wide} aria-labelledby="roll">
          <h2 id="roll">{text.roll}</h2>
          <h3>{text.elsewhere}</h3>
          <ThreeNumbers tally={elsewhere} size="small" />
          <h3>{text.online}</h3>
          <ThreeNumbers tally={online} size="small" />
          <p>{text.rollSum(total.counted, elsewhere.counted, online.counted, roll)}</p>
          <p data-print="no">
            <Link href={`~/p/${petition}/organiser`}>{text.toOrganiser}</Link>
          </p>
        </section>
      )}
    </>
  )
}

function StreetName({ street: { id, name, postcode } }: { street: BoardStreet }) {
  return (
    <span>
      <Link href={`/streets/${id}`}>{name}</Link>
      {postcode !== undefined && <span className={styles.under}>{postcode}</span>}
    </span>
  )
}

function WhoHasIt({ street: { members } }: { street: BoardStreet }) {
  const namesOf = (hasIt: boolean) => members.filter((each) => each.hasIt === hasIt).map(({ name }) => name)
  const [now, before] = [namesOf(true), namesOf(false)]
  return (
    <span>
      {now.length === 0 ? text.nobody : listText(now)}
      {before.length > 0 && <span className={styles.under}>{text.before(before)}</span>}
    </span>
  )
}

/** Of those who walk the street: a captain who only looks at the board says nothing of its phones. */
function lastHeard({ members }: BoardStreet): string {
  const walkers = members.filter(
    ({ role, tally }) => role === 'volunteer' || tally.received + tally.onPhones > 0,
  )
  const heard = walkers.flatMap(({ lastHeardAt }) => lastHeardAt ?? []).sort()
  const last = heard.at(-1)
  return last === undefined ? text.notHeard : instantText(last)
}

function PeopleTable({ petition, people }: { petition: PetitionId; people: readonly PersonOnBoard[] }) {
  const action = useAction()
  const loaded = useLoaded(listMembers, { params: { petition } })
  const members = loaded.state === 'ready' ? loaded.value.members : undefined
  const [made, setMade] = useState<{ name: string; invitation: Invitation }>()

  const inviteOnceMore = ({ member, name }: PersonOnBoard) =>
    action.run(async () => {
      setMade({ name, invitation: await call(inviteAgain, { params: { petition, member } }) })
    })

  return (
    <section className={layout.wide}>
      <ActionProblem action={action} />
      {made && <InvitationCard key={made.invitation.code} {...made} />}
      <DataTable
        caption={text.peopleTitle}
        cards
        rows={people}
        rowKey={({ member }) => member}
        columns={[
          { key: 'person', header: text.person, cell: ({ name }) => name },
          {
            key: 'streets',
            header: text.theirStreets,
            cell: ({ streets }) => (streets.length === 0 ? text.noStreetNow : listText(streets)),
          },
          ...tallyColumns<PersonOnBoard>(),
          { key: 'heard', header: text.heard, cell: ({ lastHeardAt }) => heardText(lastHeardAt) },
          {
            key: 'phones',
            header: text.phones,
            cell: ({ member }) => members && <PhonesOf member={member} members={members} />,
          },
          {
            key: 'actions',
            header: text.actions,
            hideHeader: true,
            oneLine: true,
            cell: (person) =>
              person.role === 'volunteer' && (
                <Button
                  variant="quiet"
                  aria-label={text.newCodeNamed(person.name)}
                  onClick={() => inviteOnceMore(person)}
                >
                  {text.newCode}
                </Button>
              ),
          },
        ]}
      />
    </section>
  )
}

/** What somebody has to be helped with; no more than that, for the board is read at a glance. */
function PhonesOf({ member, members }: { member: MemberId; members: readonly Member[] }) {
  const devices = members.find(({ id }) => id === member)?.devices ?? []
  const now = newestOf(members)
  const trouble = devices.flatMap((device) => healthOf(device, now).trouble)
  if (trouble.length === 0) {
    return devices.some(({ copies }) => copies !== null) ? phoneHealthText.allWell : phoneHealthText.notSaid
  }
  return (
    <div className={layout.tight}>
      <p>
        <span className={`${layout.tag} ${layout.tagDue}`}>{phoneHealthText.needsHelp}</span>
      </p>
      {trouble.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </div>
  )
}
