import { useState } from 'react'
import { useLocation } from 'wouter'
import { addressText, doorText } from '#domain/door.ts'
import { Button } from '../shared/button.tsx'
import { ButtonLink } from '../shared/button-link.tsx'
import { useGathering } from './gathering.ts'
import { forgetStep, type KnockStep, useLastStep } from './last-step.ts'
import styles from './last-step-bar.module.css'
import { undoText as text } from './streets/text.ts'

type LastStepBarProps = {
  street: string
  /** Keeps its place while there is nothing to take back, so that nothing around it moves. */
  isReserved?: boolean
}

/** What was saved last, and the way to take it back: always at the same place, above the main action. */
export function LastStepBar({ street, isReserved = false }: LastStepBarProps) {
  const { knock: undo, failed } = useUndo()
  const step = useLastStep((state) => state.step)
  if (!step) return isReserved ? <div className={styles.bar} /> : null
  const door =
    step.door.label.number === undefined ? addressText(step.door.label, street) : doorText(step.door.label)

  return (
    <div className={styles.bar}>
      <p role="status">
        <span className={styles.what}>
          {step.kind === 'knock' ? text.knock(door, step.outcome) : text.signature(door)}
        </span>{' '}
        <span className={styles.saved}>{failed ? text.notUndone : text.saved}</span>
      </p>
      {step.kind === 'knock' ? (
        <Button onClick={() => undo(step)}>{text.undo}</Button>
      ) : (
        <ButtonLink href={`/streets/${step.door.street}/doors/${step.door.id}/signed`}>
          {text.correct}
        </ButtonLink>
      )}
    </div>
  )
}

function useUndo() {
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const [failed, setFailed] = useState(false)

  async function knock({ knocked, door }: KnockStep) {
    try {
      await gathering.withdraw(knocked.entry, { ...door, mark: knocked.before.mark })
    } catch {
      setFailed(true)
      return
    }
    setFailed(false)
    forgetStep()
    navigate(`/streets/${door.street}/doors/${door.id}`, { replace: true })
  }

  return { knock, failed }
}
