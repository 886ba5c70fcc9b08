import { type DoorLabel, doorText } from '#domain/door.ts'
import { parseDoorRange } from '#domain/door-range.ts'
import layout from '../../shared/desk-layout.module.css'
import { rangeProblemTexts, streetText as text } from '../text.ts'
import styles from './door-preview.module.css'

/** More would only be scrolled past; the count says the rest. */
const SHOWN = 400

/** What a notation comes to, while it is typed. */
export function DoorPreview({ notation }: { notation: string }) {
  const range = parseDoorRange(notation)
  const isEmpty = notation.trim() === ''
  return (
    <section className={layout.tight}>
      <h3 aria-live="polite">
        {text.previewTitle}
        {'labels' in range && `: ${text.previewCount(range.labels.length)}`}
      </h3>
      {isEmpty && <p className={layout.quiet}>{text.previewEmpty}</p>}
      {!isEmpty && 'problem' in range && (
        <p className={styles.problem} role="status">
          {rangeProblemTexts[range.problem](range.at)}
        </p>
      )}
      {'labels' in range && <Doors labels={range.labels} />}
    </section>
  )
}

function Doors({ labels }: { labels: readonly DoorLabel[] }) {
  return (
    <>
      <p className={styles.doors}>
        {labels.slice(0, SHOWN).map((label) => {
          const door = doorText(label)
          return (
            <span key={door} className={styles.door}>
              {door}{' '}
            </span>
          )
        })}
      </p>
      {labels.length > SHOWN && <p>{text.previewMore(labels.length - SHOWN)}</p>}
    </>
  )
}
