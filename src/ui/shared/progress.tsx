import { useId } from 'react'
import { Button } from './button.tsx'
import styles from './progress.module.css'

type ProgressProps = {
  label: string
  done: number
  total: number
  /** "1,000 of 1,500 lines". */
  counts: string
  onCancel?: () => void
  cancelLabel?: string
}

/** Work that takes more than a second: what, how far, and a way out. */
export function Progress({ label, done, total, counts, onCancel, cancelLabel = 'Cancel' }: ProgressProps) {
  const id = useId()
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <label htmlFor={id}>{label}</label>
        <span className={styles.counts}>{counts}</span>
      </div>
      <progress className={styles.bar} id={id} value={done} max={Math.max(total, 1)} />
      {onCancel && (
        <div>
          <Button onClick={onCancel}>{cancelLabel}</Button>
        </div>
      )}
    </div>
  )
}
