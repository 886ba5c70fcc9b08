import { useState } from 'react'
import { type AuditEvent, readAudit } from '#wire/audit.ts'
import { Button } from '../../shared/button.tsx'
import { type Column, DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Page } from '../../shared/page.tsx'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText, numberText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { auditActionText, auditText as text } from '../text.ts'

const columns: readonly Column<AuditEvent>[] = [
  { key: 'at', header: text.when, cell: ({ at }) => instantText(at), oneLine: true },
  { key: 'by', header: text.who, cell: ({ by }) => by ?? text.server },
  { key: 'action', header: text.what, cell: ({ action }) => auditActionText(action), oneLine: true },
  {
    key: 'count',
    header: text.count,
    cell: ({ count }) => (count === null ? '' : numberText(count)),
    align: 'end',
  },
  { key: 'subject', header: text.subject, cell: ({ subject }) => subject && <code>{subject}</code> },
]

export function AuditPage() {
  const { petition } = usePetition()
  const [before, setBefore] = useState<string>()
  const audit = useLoaded(readAudit, { params: { petition }, query: before === undefined ? {} : { before } })

  return (
    <Page title={text.title} lead={text.lead}>
      <WhenLoaded loaded={audit}>
        {({ events, before: older }) =>
          events.length === 0 ? (
            <EmptyState title={text.empty} />
          ) : (
            <>
              <DataTable
                caption={text.caption}
                columns={columns}
                rows={events}
                rowKey={({ seq }) => String(seq)}
                cards
              />
              <div className={layout.row}>
                {before !== undefined && <Button onClick={() => setBefore(undefined)}>{text.newest}</Button>}
                {older !== null && <Button onClick={() => setBefore(String(older))}>{text.older}</Button>}
              </div>
            </>
          )
        }
      </WhenLoaded>
    </Page>
  )
}
