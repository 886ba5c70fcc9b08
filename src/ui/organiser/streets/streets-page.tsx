import { useState } from 'react'
import { Link } from 'wouter'
import { listStreets, type StreetSummary } from '#wire/streets.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { type Column, DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Page } from '../../shared/page.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useLoaded } from '../../shared/use-loaded.ts'
import { listText, numberText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { streetText as text } from '../text.ts'

const columns: readonly Column<StreetSummary>[] = [
  { key: 'name', header: text.street, cell: ({ id, name }) => <Link href={`/streets/${id}`}>{name}</Link> },
  { key: 'postcode', header: text.postcode, cell: ({ postcode }) => postcode ?? '' },
  { key: 'doors', header: text.doors, cell: ({ doors }) => numberText(doors), align: 'end' },
  {
    key: 'who',
    header: text.who,
    cell: ({ assigned }) =>
      assigned.length === 0 ? (
        <span className={layout.quiet}>{text.nobody}</span>
      ) : (
        listText(assigned.map(({ name }) => name))
      ),
  },
]

/** With fewer a filter is only in the way. */
const FILTER_FROM = 10

export function StreetsPage() {
  const { petition } = usePetition()
  const loaded = useLoaded(listStreets, { params: { petition } })
  const [typed, setTyped] = useState('')

  return (
    <Page title={text.title}>
      <div className={layout.row}>
        <ButtonLink href="/streets/add" variant="primary">
          {text.add}
        </ButtonLink>
        <ButtonLink href="/streets/add-from-file">{text.addCsv}</ButtonLink>
      </div>
      <WhenLoaded loaded={loaded}>
        {({ streets }) => {
          if (streets.length === 0) return <EmptyState title={text.empty}>{text.emptyHelp}</EmptyState>
          const found = streets.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
          return (
            <>
              <p>
                {text.lead(
                  streets.length,
                  streets.reduce((sum, { doors }) => sum + doors, 0),
                )}
              </p>
              {streets.length >= FILTER_FROM && (
                <TextField
                  label={text.filterLabel}
                  type="search"
                  width="medium"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
              {found.length === 0 ? (
                <p role="status">{text.noneFound(typed.trim())}</p>
              ) : (
                <DataTable
                  caption={text.caption}
                  columns={columns}
                  rows={found}
                  rowKey={({ id }) => id}
                  cards
                />
              )}
            </>
          )
        }}
      </WhenLoaded>
    </Page>
  )
}
