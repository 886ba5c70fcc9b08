import { type DoorLabel, doorText } from '#domain/door.ts'
import { parseDoorRange } from '#domain/door-range.ts'
import layout from '../layout.module.css'
import { rangeProblemTexts, streetText as text } from '../text.ts'
import styles from './door-preview.module.css'

/** More would only be scrolled past; the count says the rest. */
const SHOWN = 400

/** What a notation comes to, while it is typed. */
export function DoorPreview({ notation }: { notation: string }) {
  const range = parseDoorRange(notation)
  return (
    <section className={layout.tight} aria-live="polite" aria-atomic="true">
      <h3>
        {text.previewTitle}
        {'labels' in range && `: ${text.previewCount(range.labels.length)}`}
      </h3>
      {notation.trim() === '' ? (
        <p className={layout.quiet}>{text.previewEmpty}</p>
      ) : 'problem' in range ? (
        <p className={styles.problem}>{rangeProblemTexts[range.problem](range.at)}</p>
      ) : (
        <Doors labels={range.labels} />
      )}
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
