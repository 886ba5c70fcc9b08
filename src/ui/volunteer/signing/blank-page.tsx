import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { blankText, holdText } from './blank-text.ts'
import { HoldButton } from './hold-button.tsx'

/** Nothing to see and nowhere to go, until somebody holds the button. */
export function BlankPage({ onHeld, text = blankText }: { onHeld: () => void; text?: typeof blankText }) {
  return (
    <Screen
      title={text.blankTitle}
      action={
        <>
          <p className={layout.quiet} lang="en" dir="ltr">
            {holdText.holdHint}
          </p>
          <HoldButton onHeld={onHeld}>{text.holdToGoOn}</HoldButton>
        </>
      }
    >
      <p className={layout.lead}>{text.blankWords}</p>
    </Screen>
  )
}
