import type { PetitionRow } from '#device/database.ts'
import { Button } from '../../shared/button.tsx'
import { moveTo } from './hand-over.ts'
import { useTexts } from './languages/in-language.tsx'
import { laterTexts } from './later-text.ts'
import { ResidentScreen } from './resident-screen.tsx'
import type { ShownWording } from './shown-wording.ts'

type CannotPageProps = { petition: PetitionRow; wording: ShownWording; onStop: () => void }

/** Who may sign, and what else somebody can do: a page of its own, because it is nobody's mistake. */
export function CannotPage({ petition, wording, onStop }: CannotPageProps) {
  const text = useTexts(laterTexts)
  return (
    <ResidentScreen
      title={text.cannotTitle}
      action={
        <>
          <Button wide onClick={() => moveTo('form')}>
            {text.cannotBack}
          </Button>
          <Button variant="primary" wide onClick={onStop}>
            {text.handBackPhone}
          </Button>
        </>
      }
    >
      <p>{text.cannotWords(wording.recipient, petition.connections)}</p>
    </ResidentScreen>
  )
}
