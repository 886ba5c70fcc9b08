import { Link } from 'wouter'
import type { PetitionRow } from '#device/database.ts'
import { WhoKnocks } from '../knockers/who-knocks.tsx'
import styles from './aids.module.css'
import { HoursNote } from './hours-note.tsx'
import { aidsText as text } from './text.ts'

export type DoorAidsProps = { petition: PetitionRow; street: string; door: string }

/** At a door: who is knocking, what to say, and the way out. */
export function DoorAids({ petition, street, door }: DoorAidsProps) {
  return (
    <div className={styles.aids}>
      <nav className={styles.ways} aria-label={text.ways}>
        <Link href={`/script/${street}/${door}`}>{text.script}</Link>
        <Link href={`/leave-now/${street}/${door}`}>{text.leave}</Link>
      </nav>
      <HoursNote petition={petition} isShort />
      <WhoKnocks />
    </div>
  )
}

/** Above the walk list. */
export function WalkAids({ petition }: { petition: PetitionRow }) {
  return (
    <>
      <HoursNote petition={petition} />
      <WhoKnocks />
    </>
  )
}
