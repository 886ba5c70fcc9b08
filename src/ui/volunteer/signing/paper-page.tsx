import { Button } from '../../shared/button.tsx'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { moveTo } from './hand-over.ts'
import { laterText as text } from './later-text.ts'

/** The signature will be on the sheet and nowhere else: the phone notes that the door is done, and counts nothing. */
export function PaperPage({ onPaper }: { onPaper: () => void }) {
  return (
    <Screen
      title={text.paperTitle}
      action={
        <>
          <Button wide onClick={() => moveTo('form')}>
            {text.paperBack}
          </Button>
          <Button variant="primary" wide onClick={onPaper}>
            {text.paperGo}
          </Button>
        </>
      }
    >
      <p className={layout.lead}>{text.paperWords}</p>
      <p>{text.paperNote}</p>
    </Screen>
  )
}
