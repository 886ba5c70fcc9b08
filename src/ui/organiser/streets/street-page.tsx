import type { Door } from '#domain/door.ts'
import { doorText } from '#domain/door.ts'
import { clearDoorNote, deleteDoor, readStreet, type StreetSummary } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { type Column, DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { Page } from '../../shared/page.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { doorsText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { streetText as text } from '../text.ts'
import { AddDoorsForm } from './add-doors-form.tsx'
import { RemoveStreet } from './remove-street.tsx'
import { RenameForm } from './rename-form.tsx'
import { StreetHolders } from './street-holders.tsx'

export function StreetPage({ street: id }: { street: string }) {
  const { petition } = usePetition()
  const loaded = useLoaded(readStreet, { params: { petition, street: id } })
  const title = loaded.state === 'ready' ? loaded.value.street.name : '…'

  return (
    <Page title={title} back={{ href: '/streets', label: text.back }}>
      <WhenLoaded loaded={loaded}>
        {({ street, doors }) => {
          const changed = (after: StreetSummary) => loaded.replace({ street: after, doors })
          return (
            <>
              <div className={layout.halves}>
                <StreetHolders street={street} onChange={changed} />
                <RenameForm street={street} onChange={changed} />
              </div>
              <AddDoorsForm street={street} onChange={loaded.reload} />
              <Doors street={street} doors={doors} onChange={loaded.reload} />
              <RemoveStreet street={street} />
            </>
          )
        }}
      </WhenLoaded>
    </Page>
  )
}

const postcodeColumn: Column<Door> = {
  key: 'postcode',
  header: text.postcode,
  cell: ({ postcode }) => postcode ?? '',
}

type DoorsProps = { street: StreetSummary; doors: readonly Door[]; onChange: () => void }

function Doors({ street, doors, onChange }: DoorsProps) {
  const { petition } = usePetition()
  const action = useAction()

  const hasPostcodes = doors.some(({ postcode }) => postcode !== undefined)

  const hasNotes = doors.some(({ note }) => note !== undefined)
  const noteColumn: Column<Door> = {
    key: 'note',
    header: text.note,
    cell: (door) =>
      door.note !== undefined && (
        <span className={layout.row}>
          {door.note}
          <Button
            variant="quiet"
            aria-label={text.clearNoteOf(doorText(door.label))}
            onClick={() => clearNote(door)}
          >
            {text.clearNote}
          </Button>
        </span>
      ),
  }

  function clearNote(door: Door) {
    action.run(async () => {
      await call(clearDoorNote, { params: { petition, street: street.id, door: door.id } })
      onChange()
    })
  }

  function remove(door: Door) {
    action.run(async () => {
      await call(deleteDoor, { params: { petition, street: street.id, door: door.id } })
      onChange()
    })
  }

  return (
    <section className={layout.wide}>
      <h2>{doorsText(doors.length)}</h2>
      <ActionProblem action={action} />
      <DataTable
        caption={text.doorsCaption(street.name)}
        hideCaption
        columns={[
          { key: 'door', header: text.door, cell: ({ label }) => doorText(label) },
          ...(hasPostcodes ? [postcodeColumn] : []),
          { key: 'mark', header: text.mark, cell: ({ mark }) => text.marks[mark] },
          ...(hasNotes ? [noteColumn] : []),
          {
            key: 'remove',
            header: text.removeDoor,
            hideHeader: true,
            align: 'end',
            cell: (door) => (
              <Button
                variant="quiet"
                aria-label={text.removeDoorNamed(doorText(door.label))}
                onClick={() => remove(door)}
              >
                {text.removeDoor}
              </Button>
            ),
          },
        ]}
        rows={doors}
        rowKey={({ id }) => id}
      />
    </section>
  )
}
