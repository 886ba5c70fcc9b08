import { Button } from '../../shared/button.tsx'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import type { HandOver } from './hand-over.ts'
import { signingText as text } from './text.ts'

/** Shown only after the save has resolved (J1). */
export function ThanksPage({ purpose, onGoOn }: { purpose: HandOver['purpose']; onGoOn: () => void }) {
  return (
    <Screen
      title={text.thanksTitle}
      action={
        <Button variant="primary" wide onClick={onGoOn}>
          {text.goOn}
        </Button>
      }
    >
      <p className={layout.lead} role="status">
        {purpose === 'sign' ? text.thanksWords : text.correctedWords}
      </p>
    </Screen>
  )
}
