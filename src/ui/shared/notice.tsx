import type { ReactNode } from 'react'
import styles from './notice.module.css'

type NoticeProps = {
  /** A problem is read out at once, the others when there is a pause. `plain` is part of the page and not read out. */
  tone?: 'plain' | 'status' | 'good' | 'warning' | 'problem'
  title?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

export function Notice({ tone = 'status', title, actions, children }: NoticeProps) {
  const role = tone === 'problem' ? 'alert' : tone === 'plain' ? undefined : 'status'
  return (
    <div className={`${styles.notice} ${styles[tone] ?? ''}`} role={role}>
      {title && <p className={styles.title}>{title}</p>}
      {typeof children === 'string' ? <p>{children}</p> : children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
