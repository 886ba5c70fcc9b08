import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { HoldButton } from './hold-button.tsx'
import { signingText as text } from './text.ts'

/** Blank of anything a resident gave, and closed to them: only a held press goes on. */
export function HandBackPage({ onBack }: { onBack: () => void }) {
  return (
    <Screen title={text.handBackTitle} action={<HandBack onBack={onBack} />}>
      <p className={layout.lead}>{text.handBackWords}</p>
    </Screen>
  )
}

export function HandBack({ onBack }: { onBack: () => void }) {
  return (
    <>
      <p className={layout.quiet}>{text.holdHint}</p>
      <HoldButton onHeld={onBack}>{text.hold}</HoldButton>
    </>
  )
}
