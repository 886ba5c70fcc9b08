import { useMemo, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { cellsByField, guessMapping, reviewMapping, signatureFields } from '#domain/column-mapping.ts'
import { BatchId } from '#domain/ids.ts'
import { startImport } from '#wire/imports.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import layout from '../../shared/desk-layout.module.css'
import { deskIssueText } from '../../shared/desk-problem-text.ts'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { Progress } from '../../shared/progress.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { FileStep } from '../csv/file-step.tsx'
import { isUsable, MappingStep } from '../csv/mapping-step.tsx'
import { type TableFile, useTableFile } from '../csv/use-table-file.ts'
import { usePetition } from '../petition-context.ts'
import { signatureFieldTexts, importText as text } from '../text.ts'
import { ImportReport } from './import-report.tsx'
import { importRowsOf } from './import-rows.ts'
import { type FinishedImport, noProgress, sendImport } from './send-import.ts'
import { forgetUnfinishedImport, keepUnfinishedImport, unfinishedImport } from './unfinished-import.ts'

export function ImportPage() {
  const { chosen, choose, clear } = useTableFile()
  return (
    <Page title={text.title} lead={text.lead}>
      {chosen.state === 'read' ? (
        <ImportFile key={chosen.file.digest} file={chosen.file} onOther={clear} />
      ) : (
        <FileStep chosen={chosen} choose={choose} />
      )}
    </Page>
  )
}

function ImportFile({ file, onOther }: { file: TableFile; onOther: () => void }) {
  const { petition } = usePetition()
  const { table, digest } = file
  const [earlier] = useState(() => unfinishedImport(petition, digest))
  const [batch] = useState(() => earlier?.batch ?? BatchId.parse(uuidv7()))
  const [label, setLabel] = useState(earlier?.label ?? file.name.replace(/\.\w+$/, ''))
  const [labelProblem, setLabelProblem] = useState<string>()
  const [mapping, setMapping] = useState(() => guessMapping(table.header, signatureFields))
  const [progress, setProgress] = useState(noProgress)
  const [stop, setStop] = useState<AbortController>()
  const [finished, setFinished] = useState<FinishedImport>()
  const action = useAction()
  const { rows, refused } = useMemo(() => importRowsOf(table, mapping.columns), [table, mapping.columns])
  const hasBegun = progress.done > 0

  async function send() {
    const parsed = startImport.body.shape.label.safeParse(label)
    setLabelProblem(
      parsed.success ? undefined : deskIssueText(parsed.error.issues[0]?.message ?? '', 'label'),
    )
    if (!parsed.success) return
    const stopping = new AbortController()
    setStop(stopping)
    keepUnfinishedImport(petition, { digest, batch, label: parsed.data })
    await action.run(async () => {
      const end = await sendImport({
        petition,
        batch,
        label: parsed.data,
        rows,
        from: progress,
        signal: stopping.signal,
        onProgress: setProgress,
      })
      if (!end) return
      forgetUnfinishedImport(petition)
      setFinished(end)
    })
  }

  if (finished) {
    return (
      <ImportReport
        table={table}
        label={label}
        batch={finished.batch}
        progress={progress}
        refused={[refused, progress.refused, finished.refused]}
        onOther={onOther}
      />
    )
  }

  return (
    <>
      {earlier && !hasBegun && <Notice tone="plain">{text.resumed}</Notice>}
      {!hasBegun && !action.busy && (
        <MappingStep
          table={table}
          mapping={mapping}
          fieldTexts={signatureFieldTexts}
          cellsOf={(cells) => cellsByField(cells, mapping.columns, signatureFields)}
          onChange={(columns) => setMapping(reviewMapping(table.header, columns, signatureFields))}
        />
      )}
      <ActionProblem action={action} />
      {action.busy ? (
        <Progress
          label={text.sending}
          done={progress.done}
          total={rows.length}
          counts={text.counts(progress.done, rows.length)}
          cancelLabel={text.cancel}
          onCancel={() => stop?.abort()}
        />
      ) : (
        <div className={layout.form}>
          {hasBegun ? (
            <Notice>{text.stopped(progress.done)}</Notice>
          ) : (
            <TextField
              label={text.labelLabel}
              hint={text.labelHint}
              value={label}
              onChange={({ target }) => setLabel(target.value)}
              error={labelProblem}
            />
          )}
          <div className={layout.row}>
            <Button variant="primary" disabled={!isUsable(mapping) || rows.length === 0} onClick={send}>
              {hasBegun ? text.goOn : text.send(rows.length)}
            </Button>
            <Button variant="quiet" onClick={onOther}>
              {text.startOver}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}
