import type { WordingText } from '#domain/wording.ts'
import layout from '../../shared/desk-layout.module.css'
import { wordingText as text } from '../text.ts'
import styles from './wording-view.module.css'

/** The text as a resident reads it, line breaks and all. */
export function WordingView({ wording }: { wording: WordingText }) {
  return (
    <article className={styles.wording} lang={wording.language}>
      <h3>{wording.title}</h3>
      <p className={layout.quiet}>
        {text.addressedTo}: {wording.recipient}
      </p>
      <p className={`${layout.asTyped} ${styles.request}`}>{wording.request}</p>
      {wording.background && <p className={layout.asTyped}>{wording.background}</p>}
      <h4>{text.privacy}</h4>
      <p className={`${layout.asTyped} ${layout.small}`}>{wording.privacyNotice}</p>
    </article>
  )
}
