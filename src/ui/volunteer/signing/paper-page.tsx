import { Button } from '../../shared/button.tsx'
import layout from '../layout.module.css'
import { moveTo } from './hand-over.ts'
import { useTexts } from './languages/in-language.tsx'
import { laterTexts } from './later-text.ts'
import { ResidentScreen } from './resident-screen.tsx'

/** The signature will be on the sheet and nowhere else: the phone notes that the door is done, and counts nothing. */
export function PaperPage({ onPaper }: { onPaper: () => void }) {
  const text = useTexts(laterTexts)
  return (
    <ResidentScreen
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
    </ResidentScreen>
  )
}
