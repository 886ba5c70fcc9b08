import { useState } from 'react'
import type { MemberId, PetitionId } from '#domain/ids.ts'
import type { BoardStreet } from '#wire/board.ts'
import { listMembers } from '#wire/members.ts'
import { assignStreet, takeBackStreet } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { GiveStreetForm } from '../../shared/give-street-form.tsx'
import { giveStreetText } from '../../shared/give-street-text.ts'
import { Notice } from '../../shared/notice.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import styles from '../cell.module.css'
import { tallyColumns } from '../tally-columns.tsx'
import { boardText, heardText, streetText as text } from '../text.ts'

type Person = BoardStreet['members'][number]
type Named = { readonly member: MemberId; readonly name: string }
type Said = { readonly kind: 'assigned' | 'taken-back'; readonly person: Named }

type StreetPeopleProps = { petition: PetitionId; street: BoardStreet; onChanged: () => void }

/** Who has the street, giving it, and taking it back; the last step can be undone. */
export function StreetPeople({ petition, street, onChanged }: StreetPeopleProps) {
  const members = useLoaded(listMembers, { params: { petition } })
  const action = useAction()
  const [said, setSaid] = useState<Said>()
  const [asked, setAsked] = useState<Person>()

  const change = (endpoint: typeof assignStreet | typeof takeBackStreet, { member, name }: Named) =>
    action.run(async () => {
      await call(endpoint, { params: { petition, street: street.id, member } })
      setSaid({ kind: endpoint === assignStreet ? 'assigned' : 'taken-back', person: { member, name } })
      onChanged()
    })

  async function takeBack(person: Person) {
    await change(takeBackStreet, person)
    setAsked(undefined)
  }

  return (
    <section className={layout.wide} aria-labelledby="people">
      <h2 id="people">{text.peopleTitle}</h2>
      <ActionProblem action={action} />
      {said?.kind === 'assigned' && <Notice tone="good">{text.assigned(said.person.name)}</Notice>}
      {said?.kind === 'taken-back' && (
        <Notice
          tone="good"
          actions={
            <Button busy={action.busy} onClick={() => change(assignStreet, said.person)}>
              {text.giveAgain}
            </Button>
          }
        >
          {text.takenBack(said.person.name)}
        </Notice>
      )}
      {street.members.length === 0 ? (
        <p>{boardText.nobody}</p>
      ) : (
        <PeopleTable people={street.members} onTakeBack={setAsked} />
      )}
      <WhenLoaded loaded={members}>
        {(list) => {
          const candidates = list.members
            .filter(({ role, revokedAt }) => role === 'volunteer' && revokedAt === null)
            .filter(({ id }) => !street.members.some(({ member, hasIt }) => member === id && hasIt))
            .map(({ id, name }) => ({ member: id, name, label: name }))
          if (candidates.length === 0) return <p className={layout.quiet}>{text.nobodyToAssign}</p>
          return (
            <GiveStreetForm
              candidates={candidates}
              busy={action.busy}
              onGive={(person) => change(assignStreet, person)}
            />
          )
        }}
      </WhenLoaded>
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={asked ? text.takeBackQuestion(street.name, asked.name) : ''}
        confirmLabel={giveStreetText.takeBack}
        tone="danger"
        busy={action.busy}
        onConfirm={() => asked && takeBack(asked)}
        onCancel={() => setAsked(undefined)}
      >
        {asked && text.takeBackConsequence(asked.tally.onPhones)}
      </ConfirmDialog>
    </section>
  )
}

function PeopleTable({
  people,
  onTakeBack,
}: {
  people: readonly Person[]
  onTakeBack: (person: Person) => void
}) {
  return (
    <DataTable
      caption={text.peopleCaption}
      hideCaption
      cards
      rows={people}
      rowKey={({ member }) => member}
      columns={[
        {
          key: 'person',
          header: boardText.person,
          cell: ({ name, hasIt }) => (
            <span>
              {name}
              <span className={styles.under}>{hasIt ? text.hasIt : text.hadIt}</span>
            </span>
          ),
        },
        ...tallyColumns<Person>(),
        { key: 'heard', header: boardText.heard, cell: ({ lastHeardAt }) => heardText(lastHeardAt) },
        {
          key: 'actions',
          header: boardText.actions,
          hideHeader: true,
          oneLine: true,
          cell: (person) =>
            person.hasIt &&
            person.role === 'volunteer' && (
              <Button
                aria-label={giveStreetText.takeBackFrom(person.name)}
                onClick={() => onTakeBack(person)}
              >
                {giveStreetText.takeBack}
              </Button>
            ),
        },
      ]}
    />
  )
}
