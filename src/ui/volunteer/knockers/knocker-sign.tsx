import type { KnockerSign as Sign } from '#domain/knocker.ts'
import styles from './knockers.module.css'

const shapes: Record<Sign, string> = {
  circle: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z',
  square: 'M4 4h16v16H4z',
  triangle: 'M12 3l10 18H2z',
  diamond: 'M12 1l10 11-10 11L2 12z',
  cross: 'M9 2h6v7h7v6h-7v7H9v-7H2V9h7z',
  star: 'M12 1l3.1 7.3 7.9.7-6 5.2 1.8 7.8-6.8-4.1L5.2 22 7 14.200 1 9l7.900-.7z',
}

/** Shape and colour both say who it is; the name beside it says it again. */
export function KnockerSign({ sign }: { sign: Sign }) {
  return (
    <svg className={`${styles.sign} ${styles[sign] ?? ''}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[sign]} />
    </svg>
  )
}
