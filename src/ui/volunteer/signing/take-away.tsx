import { lazy, Suspense } from 'react'
import type { EntryId } from '#domain/ids.ts'
import { takeAwayText as codeOf, takeAwayLink } from '#domain/takeaway-code.ts'
import layout from '../layout.module.css'
import { useTexts } from './languages/in-language.tsx'
import styles from './take-away.module.css'
import { takeAwayTexts } from './take-away-text.ts'

/** The same file that a captain's phone loads for its invitations. */
const QrCode = lazy(async () => ({ default: (await import('../../shared/qr-code.tsx')).QrCode }))

export type TakeAwayProps = { entry: EntryId; contact: string }

/** What the resident takes home. Made for this page from the entry's id, and kept nowhere. */
export function TakeAway({ entry, contact }: TakeAwayProps) {
  const text = useTexts(takeAwayTexts)
  const code = codeOf(entry)
  return (
    <section className={styles.code}>
      <h2 className={layout.heading}>{text.codeTitle}</h2>
      <p className={styles.text} translate="no">
        <bdi dir="ltr">{code}</bdi>
      </p>
      <Suspense>
        <QrCode text={takeAwayLink(location.origin, entry)} title={text.codeQr(code)} />
      </Suspense>
      <p>{text.codeWords}</p>
      <p>{text.codeUse(contact)}</p>
    </section>
  )
}
