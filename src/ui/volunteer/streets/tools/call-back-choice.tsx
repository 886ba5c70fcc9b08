import { useEffect, useRef, useState } from 'react'
import { callBackTimes } from '#domain/call-back-times.ts'
import { useApp } from '../../../shared/app-context.ts'
import { Button } from '../../../shared/button.tsx'
import { timeText } from '../../text.ts'
import styles from '../outcome-buttons.module.css'
import type { CallBackChoiceProps } from '../outcome-buttons.tsx'
import { callBackText as text } from './text.ts'

/** In place of the outcomes, under the same thumb. */
export function CallBackChoice({ onChoose, onCancel }: CallBackChoiceProps) {
  const { now } = useApp()
  const [times] = useState(() => callBackTimes(now()))
  const heading = useRef<HTMLHeadingElement>(null)

  // The button that had the focus is gone.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    const place = heading.current?.parentElement
    if (place && 'scrollIntoView' in place) place.scrollIntoView({ block: 'end' })
  }, [])

  return (
    <>
      <h2 className={styles.question} ref={heading} tabIndex={-1}>
        {text.when}
      </h2>
      <div className={styles.outcomes}>
        {/* A double tap on "call back" must not choose a time. */}
        <Button onClick={({ detail }) => detail < 2 && onChoose()}>{text.anyTime}</Button>
        {times.map(({ name, from }) => (
          <Button key={name} onClick={({ detail }) => detail < 2 && onChoose(from.getTime())}>
            <span>
              {text.times[name]} <small className={styles.time}>{timeText(from.getTime(), from)}</small>
            </span>
          </Button>
        ))}
      </div>
      <Button variant="quiet" wide onClick={onCancel}>
        {text.cancel}
      </Button>
    </>
  )
}
