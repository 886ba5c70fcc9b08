import { type ComponentType, type ReactNode, useRef, useState } from 'react'
import type { PetitionRow } from '#device/database.ts'
import type { Outcome } from '#domain/outcome.ts'
import { Button } from '../../shared/button.tsx'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { loadTools } from './load-tools.ts'
import { offeredOf } from './offered-outcomes.ts'
import styles from './outcome-buttons.module.css'
import { outcomeTexts, doorText as text } from './text.ts'

const usual: readonly Outcome[] = ['no-answer', 'call-back', 'declined', 'cannot-get-in', 'do-not-knock']
const rare: readonly Outcome[] = ['already-signed', 'not-eligible', 'language', 'no-such-door', 'sticker']

export type CallBackChoiceProps = {
  /** Without a time: any. */
  onChoose: (from?: number) => void
  onCancel: () => void
}

type OutcomeButtonsProps = {
  petition: Pick<PetitionRow, 'outcomes'>
  /** What else can be done at a door, below the rarer outcomes: there it moves no button. */
  children?: ReactNode
  /** `from`: when they may be called on again. */
  onOutcome: (outcome: Outcome, from?: number) => Promise<void>
}

/** One tap records one outcome, however fast the second tap comes; a call-back asks when, "do not knock" asks back. */
export function OutcomeButtons({ petition, onOutcome, children }: OutcomeButtonsProps) {
  const [isAsking, setIsAsking] = useState(false)
  const [CallBackChoice, setCallBackChoice] = useState<ComponentType<CallBackChoiceProps>>()
  const isRecording = useRef(false)

  async function record(outcome: Outcome, from?: number) {
    if (isRecording.current) return
    isRecording.current = true
    await onOutcome(outcome, from)
    isRecording.current = false
  }

  async function choose(outcome: Outcome) {
    if (outcome === 'do-not-knock') return setIsAsking(true)
    if (outcome !== 'call-back') return record(outcome)
    // Where the times can't be loaded, the call-back is worth more than its time.
    const tools = await loadTools().catch(() => undefined)
    if (tools) setCallBackChoice(() => tools.CallBackChoice)
    else await record(outcome)
  }

  const buttons = (outcomes: readonly Outcome[]) => (
    <div className={styles.outcomes}>
      {outcomes.map((outcome) => (
        <Button
          key={outcome}
          onClick={(event) => {
            // The second half of a double tap would fall on the next door.
            if (event.detail < 2) void choose(outcome)
          }}
        >
          {outcomeTexts[outcome]}
        </Button>
      ))}
    </div>
  )

  return (
    <section className={styles.reach} aria-label={text.outcomes}>
      {CallBackChoice ? (
        <CallBackChoice
          onChoose={(from) => void record('call-back', from)}
          onCancel={() => setCallBackChoice(undefined)}
        />
      ) : (
        <>
          {buttons(offeredOf(usual, petition))}
          <details>
            <summary>{text.otherOutcomes}</summary>
            {buttons(offeredOf(rare, petition))}
            {children}
          </details>
        </>
      )}
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
