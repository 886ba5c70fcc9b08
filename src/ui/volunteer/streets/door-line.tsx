import { Link } from 'wouter'
import type { DoorRow } from '#device/database.ts'
import { doorText } from '#domain/door.ts'
import { useApp } from '../../shared/app-context.ts'
import { timeText } from '../text.ts'
import styles from './door-line.module.css'
import { walkText as text } from './text.ts'

export function DoorLine({ door, isNext }: { door: DoorRow; isNext: boolean }) {
  const { now } = useApp()
  return (
    <li>
      <Link
        className={`${styles.door} ${door.mark === 'to-visit' ? '' : styles.settled} ${isNext ? styles.next : ''}`}
        href={`/streets/${door.street}/doors/${door.id}`}
        aria-current={isNext ? 'step' : undefined}
      >
        <span className={styles.number}>{doorText(door.label)}</span>
        <span className={styles.state}>{stateOf(door, now())}</span>
      </Link>
    </li>
  )
}

/** Own knocks keep their outcome until the server has them; then a door is to visit, done, or not to be knocked at. */
function stateOf({ mark, outcome, knockedAt }: DoorRow, now: Date): string {
  if (mark === 'do-not-knock') return text.doNotKnock
  if (outcome !== undefined && knockedAt !== undefined)
    return text.outcomeAt(outcome, timeText(knockedAt, now))
  if (mark === 'done') return text.done
  return knockedAt === undefined ? '' : text.knocked(timeText(knockedAt, now))
}
