import { useRef } from 'react'
import type { DoorRow } from '#device/database.ts'
import { DoorLine } from './door-line.tsx'
import { walkText as text } from './text.ts'
import { useShowNext } from './use-show-next.ts'
import type { Walk } from './use-walk.ts'
import styles from './walk-page.module.css'

export type DoorListProps = { readonly page: Walk; readonly next: DoorRow['id'] | undefined }

export function DoorList({ page: { walk, callBacks }, next }: DoorListProps) {
  const list = useRef<HTMLUListElement>(null)
  useShowNext(list)

  return (
    <ul className={styles.doors} aria-label={text.doors} ref={list}>
      {walk.map((door) => (
        <DoorLine key={door.id} door={door} callBack={callBacks.get(door.id)} isNext={door.id === next} />
      ))}
    </ul>
  )
}
