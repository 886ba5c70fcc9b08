import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { HoldButton } from './hold-button.tsx'
import { signingText as text } from './text.ts'

/** Nothing to see and nowhere to go, until somebody holds the button. */
export function BlankPage({ onHeld }: { onHeld: () => void }) {
  return (
    <Screen
      title={text.blankTitle}
      action={
        <>
          <p className={layout.quiet}>{text.holdHint}</p>
          <HoldButton onHeld={onHeld}>{text.holdToGoOn}</HoldButton>
        </>
      }
    >
      <p className={layout.lead}>{text.blankWords}</p>
    </Screen>
  )
}
