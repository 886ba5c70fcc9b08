import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { holdText } from './blank-text.ts'
import { HoldButton } from './hold-button.tsx'
import { useTexts } from './languages/in-language.tsx'
import { signingTexts } from './text.ts'

/** Blank of anything a resident gave, and closed to them: only a held press goes on. */
export function HandBackPage({ onBack }: { onBack: () => void }) {
  const text = useTexts(signingTexts)
  return (
    <Screen title={text.handBackTitle} action={<HandBack onBack={onBack} />}>
      <p className={layout.lead}>{text.handBackWords}</p>
    </Screen>
  )
}

/** The volunteer reads it, who may not read the resident's language. */
export function HandBack({ onBack }: { onBack: () => void }) {
  return (
    <>
      <p className={layout.quiet} lang="en" dir="ltr">
        {holdText.holdHint}
      </p>
      <HoldButton onHeld={onBack} lang="en">
        {holdText.hold}
      </HoldButton>
    </>
  )
}
