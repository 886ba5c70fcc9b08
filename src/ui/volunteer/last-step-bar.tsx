import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { DoorRow } from '#device/database.ts'
import { addressText, doorText } from '#domain/door.ts'
import { useApp } from '../shared/app-context.ts'
import { Button } from '../shared/button.tsx'
import { ButtonLink } from '../shared/button-link.tsx'
import { useGathering } from './gathering.ts'
import { type KnockStep, useLastStep } from './last-step.ts'
import styles from './last-step-bar.module.css'
import { loadTools } from './streets/load-tools.ts'
import { undoText as text } from './streets/text.ts'
import { doorsText } from './text.ts'

type LastStepBarProps = {
  street: string
  /** Keeps its place while there is nothing to take back, so that nothing around it moves. */
  isReserved?: boolean
}

/** What was saved last, and the way to take it back: always at the same place, above the main action. */
export function LastStepBar({ street, isReserved = false }: LastStepBarProps) {
  const { undo, failed } = useUndo()
  const step = useLastStep((state) => state.step)
  if (!step) return isReserved ? <div className={styles.bar} /> : null
  const nameOf = ({ label }: DoorRow) =>
    label.number === undefined ? addressText(label, street) : doorText(label)

  return (
    <div className={styles.bar}>
      {/* That it is saved is read out by display/tell-saves.ts, which outlives the page. */}
      <p role={failed ? 'alert' : undefined}>
        <span className={styles.what}>
          {step.kind === 'knock'
            ? text.knock(
                step.doors.length === 1 && step.doors[0]
                  ? nameOf(step.doors[0].door)
                  : doorsText(step.doors.length),
                step.outcome,
              )
            : text.signature(nameOf(step.door))}
        </span>{' '}
        <span className={failed ? undefined : styles.saved}>{failed ? text.notUndone : text.saved}</span>
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
  const { phone } = useApp()
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const [failed, setFailed] = useState(false)
  const isUndoing = useRef(false)

  async function undo(step: KnockStep): Promise<void> {
    if (isUndoing.current) return
    isUndoing.current = true
    setFailed(false)
    try {
      const { takeBack } = await loadTools()
      await takeBack(phone, gathering, step)
      const [first] = step.doors
      if (step.doors.length === 1 && first)
        navigate(`/streets/${first.door.street}/doors/${first.door.id}`, { replace: true })
    } catch {
      setFailed(true)
    }
    isUndoing.current = false
  }

  return { undo, failed }
}
