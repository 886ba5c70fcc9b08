import { useRef } from 'react'
import { Link } from 'wouter'
import type { DoorRow } from '#device/database.ts'
import { housesOf } from '#domain/building.ts'
import { doorText } from '#domain/door.ts'
import { unitText } from '#domain/unit-names.ts'
import { useApp } from '../../../shared/app-context.ts'
import { isSettled } from '../../next-door.ts'
import { DoorLine, stateOf } from '../door-line.tsx'
import type { DoorListProps } from '../door-list.tsx'
import { walkText } from '../text.ts'
import { useShowNext } from '../use-show-next.ts'
import walkStyles from '../walk-page.module.css'
import styles from './building.module.css'
import { Building } from './building.tsx'
import { buildingText as text } from './text.ts'

/** The walk with the flats of each building together. */
export function BuildingList({ page: { walk, callBacks }, next }: DoorListProps) {
  const { now } = useApp()
  const list = useRef<HTMLUListElement>(null)
  useShowNext(list)

  return (
    <ul className={walkStyles.doors} aria-label={walkText.doors} ref={list}>
      {housesOf(walk).map((house) =>
        house.doors.length === 1 ? (
          house.doors.map((door) => (
            <DoorLine key={door.id} door={door} callBack={callBacks.get(door.id)} isNext={door.id === next} />
          ))
        ) : (
          <li key={house.doors[0]?.id} className={styles.house}>
            <Building
              house={house}
              note={text.progress(house.doors.filter((door) => isSettled(door)).length, house.doors.length)}
            >
              {(door) => (
                <Link
                  className={`${styles.cell} ${styles[door.mark] ?? ''} ${door.id === next ? styles.next : ''}`}
                  href={`/streets/${door.street}/doors/${door.id}`}
                  aria-current={door.id === next ? 'step' : undefined}
                  aria-label={[doorText(door.label), stateOf(door, now(), callBacks.get(door.id))]
                    .filter(Boolean)
                    .join(', ')}
                  data-door={door.id}
                >
                  <span className={styles.unit}>{unitText(door.label, house.doors)}</span>
                  <small>{shortStateOf(door)}</small>
                </Link>
              )}
            </Building>
          </li>
        ),
      )}
    </ul>
  )
}

function shortStateOf({ mark, knockedAt }: DoorRow): string {
  if (mark === 'do-not-knock') return text.doNotKnock
  if (mark === 'done') return text.done
  return knockedAt === undefined ? '' : text.tried
}
