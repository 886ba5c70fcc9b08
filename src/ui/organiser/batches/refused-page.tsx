import { listRefused } from '#wire/batches.ts'
import { DataTable } from '../../shared/data-table.tsx'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Page } from '../../shared/page.tsx'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { refusalText, batchText as text } from '../text.ts'

export function RefusedPage() {
  const { petition } = usePetition()
  const refused = useLoaded(listRefused, { params: { petition } })

  return (
    <Page title={text.refusedTitle} lead={text.refusedLead} back={{ href: '/batches', label: text.back }}>
      <WhenLoaded loaded={refused}>
        {({ entries }) =>
          entries.length === 0 ? (
            <EmptyState title={text.refusedEmpty}>{text.refusedEmptyHelp}</EmptyState>
          ) : (
            <DataTable
              caption={text.refusedCaption}
              columns={[
                { key: 'when', header: text.when, cell: ({ receivedAt }) => instantText(receivedAt) },
                { key: 'from', header: text.from, cell: ({ from }) => from ?? text.unknownDevice },
                { key: 'state', header: text.state, cell: ({ state }) => text.refusedStates[state] },
                { key: 'why', header: text.why, cell: ({ reason }) => refusalText(reason) },
                { key: 'entry', header: text.entry, cell: ({ id }) => <code>{id}</code> },
              ]}
              rows={entries}
              rowKey={({ id, receivedAt, reason }) => `${id}${receivedAt}${reason}`}
              cards
            />
          )
        }
      </WhenLoaded>
    </Page>
  )
}
