import { Link } from 'wouter'
import type { DoorRow } from '#device/database.ts'
import { doorText } from '#domain/door.ts'
import { useApp } from '../../shared/app-context.ts'
import { timeText } from '../text.ts'
import styles from './door-line.module.css'
import { walkText as text } from './text.ts'

type DoorLineProps = {
  door: DoorRow
  /** From when on they may be called on again. */
  callBack: number | undefined
  isNext?: boolean
  /** Shorter, where it stands under its building. */
  name?: string
}

export function DoorLine({ door, callBack, isNext = false, name = doorText(door.label) }: DoorLineProps) {
  const { now } = useApp()
  return (
    <li>
      <Link
        className={`${styles.door} ${styles[door.mark] ?? ''} ${isNext ? styles.next : ''}`}
        href={`/streets/${door.street}/doors/${door.id}`}
        aria-current={isNext ? 'step' : undefined}
        data-door={door.id}
      >
        <span className={styles.number}>{name}</span>{' '}
        <span className={styles.state}>{stateOf(door, now(), callBack)}</span>
      </Link>
    </li>
  )
}

/** Own knocks keep their outcome until the server has them; then a door is to visit, done, or not to be knocked at. */
export function stateOf(
  { mark, outcome, knockedAt }: DoorRow,
  now: Date,
  callBack: number | undefined,
): string {
  if (mark === 'do-not-knock') return outcome === 'sticker' ? text.sticker : text.doNotKnock
  if (mark === 'to-visit' && callBack !== undefined) return text.callBackFrom(timeText(callBack, now))
  if (outcome !== undefined && knockedAt !== undefined)
    return text.outcomeAt(outcome, timeText(knockedAt, now))
  if (mark === 'done') return text.done
  return knockedAt === undefined ? '' : text.knocked(timeText(knockedAt, now))
}
