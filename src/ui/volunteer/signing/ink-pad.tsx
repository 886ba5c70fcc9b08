import { useEffect, useRef, useState } from 'react'
import SignaturePad from 'signature_pad'
import { decodeInk, encodeInk, type Stroke } from '#domain/ink.ts'
import type { Ink } from '#domain/personal.ts'
import { Button } from '../../shared/button.tsx'
import { fieldIdOf } from '../../shared/field-id.ts'
import layout from '../layout.module.css'
import styles from './ink-pad.module.css'
import { useTexts } from './languages/in-language.tsx'
import { signingTexts } from './text.ts'

type InkPadProps = {
  /** Drawn before: by a draft, or before a correction. */
  initial: Ink | undefined
  onChange: (ink: Ink | undefined) => void
  error: string | undefined
}

/** Paper to sign on. Strokes are kept as vectors, so that turning the phone loses nothing. */
export function InkPad({ initial, onChange, error }: InkPadProps) {
  const text = useTexts(signingTexts)
  const id = fieldIdOf('ink')
  const canvas = useRef<HTMLCanvasElement>(null)
  const ink = useRef(initial)
  const changed = useRef(onChange)
  const clear = useRef(() => {})
  const [isEmpty, setIsEmpty] = useState(initial === undefined)
  changed.current = onChange

  useEffect(() => {
    const paper = canvas.current
    if (!paper) return
    const pad = new SignaturePad(paper, { minWidth: 1, maxWidth: 3, penColor: '#101418' })

    // As it was drawn: after the phone is turned, the paper has another one already.
    let size = fitToScreen(paper, pad, ink.current)
    const keep = () => {
      const strokes = pad.toData().map(({ points }) => points)
      ink.current = strokes.length === 0 ? undefined : encodeInk(strokes, size.width, size.height)
      setIsEmpty(ink.current === undefined)
      changed.current(ink.current)
    }
    let isDrawing = false
    const begin = () => {
      isDrawing = true
    }
    const end = () => {
      isDrawing = false
      keep()
    }
    // A call, or a turn of the phone, in the middle of a stroke.
    const keepBrokenOff = () => {
      if (isDrawing) keep()
    }
    const redraw = () => {
      if (paper.clientWidth === size.width) return
      keepBrokenOff()
      size = fitToScreen(paper, pad, ink.current)
    }
    clear.current = () => {
      pad.clear()
      keep()
    }
    pad.addEventListener('beginStroke', begin)
    pad.addEventListener('endStroke', end)
    // Before anybody else hears of it, because the page is blank a moment later.
    window.addEventListener('visibilitychange', keepBrokenOff, true)
    window.addEventListener('pagehide', keepBrokenOff, true)
    const observer = new ResizeObserver(redraw)
    observer.observe(paper)
    return () => {
      observer.disconnect()
      window.removeEventListener('visibilitychange', keepBrokenOff, true)
      window.removeEventListener('pagehide', keepBrokenOff, true)
      pad.off()
    }
  }, [])

  return (
    <div className={layout.stack}>
      <canvas
        className={styles.paper}
        id={id}
        ref={canvas}
        tabIndex={-1}
        role="img"
        aria-label={text.draw}
        aria-describedby={error ? `${id}-error` : undefined}
      />
      <div>
        <Button onClick={() => clear.current()} disabled={isEmpty}>
          {text.clear}
        </Button>
      </div>
    </div>
  )
}

/** A canvas that changes its size forgets what was drawn: the strokes are drawn again at the new scale. */
function fitToScreen(
  paper: HTMLCanvasElement,
  pad: SignaturePad,
  ink: Ink | undefined,
): { width: number; height: number } {
  const ratio = Math.max(window.devicePixelRatio, 1)
  const { clientWidth, clientHeight } = paper
  const size = { width: clientWidth, height: clientHeight }
  if (clientWidth === 0) return size
  paper.width = clientWidth * ratio
  paper.height = clientHeight * ratio
  paper.getContext('2d')?.scale(ratio, ratio)
  const { dotSize, minWidth, maxWidth, penColor, velocityFilterWeight, compositeOperation } = pad
  const pen = { dotSize, minWidth, maxWidth, penColor, velocityFilterWeight, compositeOperation }
  const scale = clientWidth / 1000
  pad.fromData((ink ? decodeInk(ink) : []).map((stroke) => ({ ...pen, points: pointsOf(stroke, scale) })))
  return size
}

/** The pad thickens slow strokes; time and pressure were never kept, so each point gets the same. */
const pointsOf = (stroke: Stroke, scale: number) =>
  stroke.map(({ x, y }, place) => ({ x: x * scale, y: y * scale, pressure: 0.5, time: place * 16 }))
