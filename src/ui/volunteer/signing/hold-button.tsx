import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../shared/button.tsx'
import styles from './hold-button.module.css'
import { signingText as text } from './text.ts'

const HOLD_MS = 1000
const SECOND_PRESS_MS = 4000

/**
 * Does nothing by a slip: it wants a press of one second. A keyboard or a
 * screen reader may also press it twice.
 */
export function HoldButton({ onHeld, children }: { onHeld: () => void; children: string }) {
  const [isHeld, setIsHeld] = useState(false)
  const [isPressedOnce, setIsPressedOnce] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])

  function begin() {
    clearTimeout(timer.current)
    setIsHeld(true)
    timer.current = setTimeout(onHeld, HOLD_MS)
  }

  function end() {
    if (!isHeld) return
    clearTimeout(timer.current)
    setIsHeld(false)
  }

  function keyDown(event: KeyboardEvent) {
    if ((event.key === 'Enter' || event.key === ' ') && !event.repeat) begin()
  }

  function pressWithoutPointer() {
    if (isPressedOnce) return onHeld()
    setIsPressedOnce(true)
    setTimeout(() => setIsPressedOnce(false), SECOND_PRESS_MS)
  }

  return (
    <Button
      variant="primary"
      wide
      className={isHeld ? `${styles.hold} ${styles.held}` : styles.hold}
      onPointerDown={begin}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={keyDown}
      onKeyUp={end}
      onBlur={end}
      onClick={(event) => event.detail === 0 && pressWithoutPointer()}
    >
      {isPressedOnce ? text.pressAgain : children}
    </Button>
  )
}
