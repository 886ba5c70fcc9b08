import type { ComponentProps, ReactNode } from 'react'
import { Page } from '../shared/page.tsx'
import styles from './screen.module.css'

type ScreenProps = Omit<ComponentProps<typeof Page>, 'scrolls'> & {
  /** Lies at the bottom, within reach of a thumb, and never moves. */
  action?: ReactNode
  /** The door's number is the largest thing on its screen. */
  heading?: 'usual' | 'door' | 'door-long'
}

export function Screen({ action, heading = 'usual', children, ...page }: ScreenProps) {
  return (
    <div className={`${styles.screen} ${styles[heading] ?? ''}`}>
      <Page {...page} scrolls>
        {children}
      </Page>
      {action && <footer className={styles.bar}>{action}</footer>}
    </div>
  )
}
