import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { holdText } from './blank-text.ts'
import styles from './hold-button.module.css'

const HOLD_MS = 1000
const SECOND_PRESS_MS = 4000

/**
 * Does nothing by a slip: it wants a press of one second. A keyboard or a
 * screen reader may also press it twice.
 */
export function HoldButton({
  onHeld,
  lang,
  children,
}: {
  onHeld: () => void
  /** Where it is not that of the page. */
  lang?: string
  children: string
}) {
  const [isHeld, setIsHeld] = useState(false)
  const [isPressedOnce, setIsPressedOnce] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])

  function begin(after: () => void) {
    clearTimeout(timer.current)
    setIsHeld(true)
    timer.current = setTimeout(after, HOLD_MS)
  }

  function end() {
    if (!isHeld) return
    clearTimeout(timer.current)
    setIsHeld(false)
  }

  function keyDown(event: KeyboardEvent) {
    if ((event.key === 'Enter' || event.key === ' ') && !event.repeat) begin(onHeld)
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
      lang={lang}
      className={isHeld ? `${styles.hold} ${styles.held}` : styles.hold}
      onPointerDown={() =>
        begin(() => {
          swallowRelease()
          onHeld()
        })
      }
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={keyDown}
      onKeyUp={end}
      onBlur={end}
      onClick={(event) => event.detail === 0 && pressWithoutPointer()}
    >
      {isPressedOnce ? holdText.pressAgain : children}
    </Button>
  )
}

/** The finger still lies on the screen: when it is lifted, it must not press what has come to lie under it. */
function swallowRelease(): void {
  const stop = () => {
    window.removeEventListener('click', swallow, true)
    window.removeEventListener('pointerdown', stop, true)
  }
  const swallow = (event: MouseEvent) => {
    stop()
    // A keyboard's press is another one.
    if (event.detail === 0) return
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, true)
  // The next touch is meant.
  window.addEventListener('pointerdown', stop, true)
}
