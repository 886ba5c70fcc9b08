import { type ChangeEvent, useState } from 'react'
import { PaperPlace } from '#domain/paper-place.ts'
import { Button } from '../../shared/button.tsx'
import { TextField } from '../../shared/text-field.tsx'
import layout from '../layout.module.css'
import { moveTo } from './hand-over.ts'
import { useTexts } from './languages/in-language.tsx'
import { laterTexts } from './later-text.ts'
import { ResidentScreen } from './resident-screen.tsx'

/** The signature will be on the sheet and nowhere else: the phone notes that the door is done, and counts nothing. */
export function PaperPage({ onPaper }: { onPaper: (place: PaperPlace) => void }) {
  const text = useTexts(laterTexts)
  const [sheet, setSheet] = useState('')
  const [line, setLine] = useState('')
  return (
    <ResidentScreen
      title={text.paperTitle}
      action={
        <>
          <Button wide onClick={() => moveTo('form')}>
            {text.paperBack}
          </Button>
          <Button variant="primary" wide onClick={() => onPaper(placeOf(sheet, line))}>
            {text.paperGo}
          </Button>
        </>
      }
    >
      <p className={layout.lead}>{text.paperWords}</p>
      <p>{text.paperNote}</p>
      <TextField
        label={text.paperSheet}
        width="narrow"
        optional
        maxLength={20}
        value={sheet}
        onChange={({ target }: ChangeEvent<HTMLInputElement>) => setSheet(target.value)}
      />
      <TextField
        label={text.paperLine}
        width="narrow"
        optional
        inputMode="numeric"
        maxLength={3}
        value={line}
        onChange={({ target }: ChangeEvent<HTMLInputElement>) => setLine(target.value)}
      />
    </ResidentScreen>
  )
}

/** What can't be a sheet or a line is left out: nobody is kept from handing the phone back. */
function placeOf(typedSheet: string, typedLine: string): PaperPlace {
  const sheet = PaperPlace.shape.sheet.safeParse(typedSheet).data
  const line = PaperPlace.shape.line.safeParse(Number(typedLine)).data
  return { ...(sheet === undefined ? {} : { sheet }), ...(line === undefined ? {} : { line }) }
}
