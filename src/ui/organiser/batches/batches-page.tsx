import { useState } from 'react'
import { Link } from 'wouter'
import { type Batch, listBatches } from '#wire/batches.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { type Column, DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Page } from '../../shared/page.tsx'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { batchText as text } from '../text.ts'
import { BatchTag } from './batch-tag.tsx'

const columns: readonly Column<Batch>[] = [
  {
    key: 'code',
    header: text.batch,
    cell: ({ id, code }) => <Link href={`/batches/${id}`}>{code}</Link>,
    oneLine: true,
  },
  { key: 'from', header: text.from, cell: ({ from, source }) => `${from} (${text.sources[source]})` },
  { key: 'when', header: text.when, cell: ({ receivedAt }) => instantText(receivedAt), oneLine: true },
  { key: 'sum', header: text.sum, cell: ({ counts }) => text.sumOf(counts) },
  { key: 'state', header: text.state, cell: ({ state }) => <BatchTag state={state} /> },
]

export function BatchesPage() {
  const { petition } = usePetition()
  const [before, setBefore] = useState<string>()
  const batches = useLoaded(listBatches, {
    params: { petition },
    query: before === undefined ? {} : { before },
  })

  return (
    <Page title={text.title} lead={text.lead}>
      <div className={layout.row}>
        <ButtonLink href="/import">{text.toImport}</ButtonLink>
        <ButtonLink href="/batches/tray">{text.toRefused}</ButtonLink>
        <ButtonLink href="/batches/late">{text.toLate}</ButtonLink>
        <ButtonLink href="/batches/backup-file">{text.toBackupFile}</ButtonLink>
      </div>
      <WhenLoaded loaded={batches}>
        {(list) =>
          list.batches.length === 0 && before === undefined ? (
            <EmptyState title={text.empty}>{text.emptyHelp}</EmptyState>
          ) : (
            <>
              <DataTable
                caption={text.caption}
                columns={columns}
                rows={list.batches}
                rowKey={({ id }) => id}
                cards
              />
              <div className={layout.row}>
                {before !== undefined && <Button onClick={() => setBefore(undefined)}>{text.newest}</Button>}
                {list.before !== null && (
                  <Button onClick={() => setBefore(list.before ?? undefined)}>{text.older}</Button>
                )}
              </div>
            </>
          )
        }
      </WhenLoaded>
    </Page>
  )
}
