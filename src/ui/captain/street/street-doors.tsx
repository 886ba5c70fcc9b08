import { type Door, doorText } from '#domain/door.ts'
import { DoorMark } from '#domain/outcome.ts'
import { walkOrder } from '#domain/walk-order.ts'
import layout from '../../shared/desk-layout.module.css'
import { streetText as text } from '../text.ts'
import styles from './street.module.css'

/** Doors by what is known of them, each group in walking order: never who lives there or what they said (P1). */
export function StreetDoors({ doors }: { doors: readonly Door[] }) {
  const inOrder = walkOrder(doors)
  return (
    <section className={layout.wide} aria-labelledby="doors">
      <h2 id="doors">{text.doorsTitle}</h2>
      {doors.length === 0 && <p>{text.noDoors}</p>}
      {DoorMark.options.map((mark) => {
        const marked = inOrder.filter((door) => door.mark === mark)
        if (marked.length === 0) return null
        return (
          <div key={mark} className={layout.wide}>
            <h3 id={`doors-${mark}`}>{text.markCount(text.marks[mark], marked.length)}</h3>
            <ul className={styles.doors} aria-labelledby={`doors-${mark}`}>
              {marked.map(({ id, label }) => (
                <li key={id}>{doorText(label)}</li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}
