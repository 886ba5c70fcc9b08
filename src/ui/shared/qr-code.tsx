import encodeQR from 'qr'
import { useMemo } from 'react'
import styles from './qr-code.module.css'

/** Four modules of white around the code, as ISO/IEC 18004 asks. */
const QUIET_ZONE = 4

/** Always black on white, whatever the theme: a camera has to read it. */
export function QrCode({ text, title }: { text: string; title: string }) {
  const { size, path } = useMemo(() => drawnAs(text), [text])
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={title}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}

function drawnAs(text: string): { size: number; path: string } {
  const rows = encodeQR(text, 'raw', { border: QUIET_ZONE, ecc: 'medium' })
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { size: rows.length, path }
}
