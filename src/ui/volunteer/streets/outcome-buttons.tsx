import { useRef, useState } from 'react'
import type { Outcome } from '#domain/outcome.ts'
import { Button } from '../../shared/button.tsx'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import styles from './outcome-buttons.module.css'
import { outcomeTexts, doorText as text } from './text.ts'

const usual: readonly Outcome[] = ['no-answer', 'call-back', 'declined', 'cannot-get-in', 'do-not-knock']
const rare: readonly Outcome[] = ['already-signed', 'not-eligible', 'language', 'no-such-door', 'sticker']

/** One tap records one outcome, however fast the second tap comes; only "do not knock" asks back. */
export function OutcomeButtons({ onOutcome }: { onOutcome: (outcome: Outcome) => Promise<void> }) {
  const [isAsking, setIsAsking] = useState(false)
  const isRecording = useRef(false)

  async function record(outcome: Outcome) {
    if (isRecording.current) return
    isRecording.current = true
    await onOutcome(outcome)
    isRecording.current = false
  }

  const buttons = (outcomes: readonly Outcome[]) => (
    <div className={styles.outcomes}>
      {outcomes.map((outcome) => (
        <Button
          key={outcome}
          onClick={(event) => {
            // The second half of a double tap would fall on the next door.
            if (event.detail > 1) return
            if (outcome === 'do-not-knock') setIsAsking(true)
            else void record(outcome)
          }}
        >
          {outcomeTexts[outcome]}
        </Button>
      ))}
    </div>
  )

  return (
    <section className={styles.reach} aria-label={text.outcomes}>
      {buttons(usual)}
      <details>
        <summary>{text.otherOutcomes}</summary>
        {buttons(rare)}
      </details>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.confirmTitle}
        confirmLabel={text.confirm}
        onConfirm={() => {
          setIsAsking(false)
          void record('do-not-knock')
        }}
        onCancel={() => setIsAsking(false)}
      >
        {text.confirmWords}
      </ConfirmDialog>
    </section>
  )
}
