import type { ReactNode } from 'react'
import styles from './check-line.module.css'
import { readyText as text } from './text.ts'

export type CheckState = 'good' | 'waiting' | 'to-do' | 'advice'

const marks: Record<CheckState, { readonly sign: string; readonly words: string }> = {
  good: { sign: '✓', words: text.isGood },
  waiting: { sign: '…', words: text.isWaiting },
  'to-do': { sign: '!', words: text.isToDo },
  advice: { sign: 'i', words: text.isAdvice },
}

export function CheckLine({
  title,
  state,
  words,
  children,
}: {
  title: string
  state: CheckState
  words: ReactNode
  children?: ReactNode
}) {
  const { sign, words: stateWords } = marks[state]
  return (
    <li className={`${styles.line} ${styles[state] ?? ''}`}>
      <span className={styles.mark} role="img" aria-label={stateWords}>
        {sign}
      </span>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        <p>{words}</p>
        {children}
      </div>
    </li>
  )
}
