import { MAIN_ID } from './page.tsx'
import styles from './skip-link.module.css'

/** First in the tab order of every screen that has a navigation before its heading. */
export function SkipLink({ children = 'Skip to main content' }: { children?: string }) {
  return (
    <a
      className={styles.skip}
      href={`#${MAIN_ID}`}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(MAIN_ID)?.focus()
      }}
    >
      {children}
    </a>
  )
}
