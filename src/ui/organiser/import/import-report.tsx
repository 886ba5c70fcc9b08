import type { Table } from '#domain/csv-table.ts'
import type { Batch } from '#wire/batches.ts'
import type { RowProblem } from '#wire/imports.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { Notice } from '../../shared/notice.tsx'
import { downloadCsv } from '../csv/download-csv.ts'
import { batchText, importReasonText, importText as text } from '../text.ts'
import { mergeRefused, reportRows } from './import-rows.ts'
import type { ImportProgress } from './send-import.ts'

/** The rest is in the report, which a spreadsheet shows better. */
const SHOWN = 200

type ImportReportProps = {
  table: Table
  label: string
  batch: Batch
  progress: ImportProgress
  refused: readonly (readonly RowProblem[])[]
  onOther: () => void
}

/** What became of the file: every line is either in the batch or listed here with its reason. */
export function ImportReport({ table, label, batch, progress, refused: lists, onOther }: ImportReportProps) {
  const refused = mergeRefused(...lists)
  const download = () =>
    downloadCsv(
      text.fileName(label),
      [text.line, text.why, ...table.header],
      reportRows(table, refused, importReasonText),
    )

  return (
    <>
      <Notice
        tone="good"
        title={text.doneTitle}
        actions={<ButtonLink href={`/batches/${batch.id}`}>{text.toBatch}</ButtonLink>}
      >
        <p>{text.doneSum(progress.taken + progress.known, refused.length)}</p>
        {progress.known > 0 && <p>{text.known(progress.known)}</p>}
        <p className={layout.strong}>{batchText.sumOf(batch.counts)}</p>
      </Notice>
      {refused.length > 0 && (
        <section className={layout.stack}>
          <h2>{text.refusedTitle}</h2>
          <p>{text.refusedHelp}</p>
          <Button onClick={download}>{text.download}</Button>
          <DataTable
            caption={text.refusedCaption}
            columns={[
              { key: 'line', header: text.line, cell: ({ line }) => line, align: 'end' },
              { key: 'why', header: text.why, cell: ({ reason }) => importReasonText(reason) },
            ]}
            rows={refused.slice(0, SHOWN)}
            rowKey={({ line }) => String(line)}
          />
          {refused.length > SHOWN && <p>{text.more(refused.length - SHOWN)}</p>}
        </section>
      )}
      <div>
        <Button variant="quiet" onClick={onOther}>
          {text.startOver}
        </Button>
      </div>
    </>
  )
}
