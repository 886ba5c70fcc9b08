import type { PetitionRow } from '#device/database.ts'
import { Button } from '../../shared/button.tsx'
import { moveTo } from './hand-over.ts'
import { useTexts } from './languages/in-language.tsx'
import { laterTexts } from './later-text.ts'
import { ResidentScreen } from './resident-screen.tsx'
import type { ShownWording } from './shown-wording.ts'

type CannotPageProps = {
  why: 'cannot' | 'age'
  petition: PetitionRow
  wording: ShownWording
  onStop: () => void
}

/** Who may sign, and what else somebody can do: a page of its own, because it is nobody's mistake. */
export function CannotPage({ why, petition, wording, onStop }: CannotPageProps) {
  const text = useTexts(laterTexts)
  const { connections, minimumAge } = petition
  const isYoung = why === 'age' && minimumAge
  return (
    <ResidentScreen
      title={isYoung ? text.ageTitle(minimumAge) : text.cannotTitle}
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
      <p>
        {isYoung
          ? text.ageWords(wording.recipient, minimumAge)
          : text.cannotWords(wording.recipient, connections)}
      </p>
    </ResidentScreen>
  )
}
