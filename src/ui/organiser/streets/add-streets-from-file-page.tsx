import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  cellsByField,
  guessMapping,
  reviewMapping,
  type StreetField,
  streetFields,
} from '#domain/column-mapping.ts'
import { saveStreets } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { Progress } from '../../shared/progress.tsx'
import { useAction } from '../../shared/use-action.ts'
import { FileStep } from '../csv/file-step.tsx'
import { isUsable, MappingStep } from '../csv/mapping-step.tsx'
import { type TableFile, useTableFile } from '../csv/use-table-file.ts'
import { usePetition } from '../petition-context.ts'
import { csvText, streetFieldTexts, streetLineText, streetText as text } from '../text.ts'
import { inParts, type StreetsOfTable, streetsOfTable } from './streets-of-table.ts'

/** More refused lines than this are only counted: the file is then mended, not read here. */
const REFUSED_SHOWN = 100

export function AddStreetsFromFilePage() {
  const { chosen, choose, clear } = useTableFile()
  return (
    <Page title={text.csvTitle} lead={text.csvLead} back={{ href: '/streets', label: text.back }}>
      {chosen.state === 'read' ? (
        <StreetFile key={chosen.file.digest} file={chosen.file} onOther={clear} />
      ) : (
        <FileStep chosen={chosen} choose={choose} />
      )}
    </Page>
  )
}

function StreetFile({ file: { table }, onOther }: { file: TableFile; onOther: () => void }) {
  const [mapping, setMapping] = useState(() => guessMapping(table.header, streetFields))
  const [found, setFound] = useState(() => read(mapping.columns))

  function read(columns: readonly (StreetField | undefined)[]): StreetsOfTable {
    const { streets, refused } = streetsOfTable(table.rows, columns, uuidv7)
    const ragged = table.ragged.map(({ line }) => ({ line, reason: 'line-ragged' }))
    return { streets, refused: [...refused, ...ragged].sort((one, other) => one.line - other.line) }
  }

  return (
    <>
      <MappingStep
        table={table}
        mapping={mapping}
        fieldTexts={streetFieldTexts}
        cellsOf={(cells) => cellsByField(cells, mapping.columns, streetFields)}
        onChange={(columns) => {
          setMapping(reviewMapping(table.header, columns, streetFields))
          setFound(read(columns))
        }}
      />
      {isUsable(mapping) && <SaveStreets found={found} />}
      <div>
        <Button variant="quiet" onClick={onOther}>
          {text.csvOther}
        </Button>
      </div>
    </>
  )
}

type Saved = {
  readonly parts: number
  readonly added: number
  readonly doors: number
  readonly known: number
}

function SaveStreets({ found: { streets, refused } }: { found: StreetsOfTable }) {
  const { petition } = usePetition()
  const action = useAction()
  const [saved, setSaved] = useState<Saved>({ parts: 0, added: 0, doors: 0, known: 0 })
  const [stop, setStop] = useState<AbortController>()
  const parts = inParts(streets)
  const savedStreets = parts.slice(0, saved.parts).flat().length
  const isDone = parts.length > 0 && saved.parts === parts.length

  async function save() {
    const stopping = new AbortController()
    setStop(stopping)
    await action.run(async () => {
      let sum = saved
      for (const part of parts.slice(saved.parts)) {
        if (stopping.signal.aborted) return
        const reply = await call(saveStreets, { params: { petition }, body: { streets: part } })
        sum = {
          parts: sum.parts + 1,
          added: sum.added + reply.added,
          doors: sum.doors + reply.addedDoors,
          known: sum.known + reply.knownDoors,
        }
        setSaved(sum)
      }
    })
  }

  if (isDone) {
    return (
      <Notice tone="good" actions={<ButtonLink href="/streets">{text.seeAll}</ButtonLink>}>
        {text.csvSaved(saved.added, saved.doors, saved.known)}
      </Notice>
    )
  }

  return (
    <section className={layout.stack}>
      <p className={layout.strong}>
        {text.csvReady(
          streets.length,
          streets.reduce((sum, { doors }) => sum + doors.length, 0),
        )}
      </p>
      {refused.length > 0 && (
        <details>
          <summary>{text.csvRefused(refused.length)}</summary>
          <ul>
            {refused.slice(0, REFUSED_SHOWN).map(({ line, reason }) => (
              <li key={line}>
                {csvText.line} {line}: {streetLineText(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <ActionProblem action={action} />
      {action.busy ? (
        <Progress
          label={text.csvSaving}
          done={savedStreets}
          total={streets.length}
          counts={text.csvSavingCounts(savedStreets, streets.length)}
          onCancel={() => stop?.abort()}
        />
      ) : (
        <>
          {savedStreets > 0 && <p role="status">{text.csvStopped(savedStreets)}</p>}
          <Button variant="primary" disabled={streets.length === 0} onClick={save}>
            {savedStreets > 0 ? text.csvGoOn : text.csvSave}
          </Button>
        </>
      )}
    </section>
  )
}
