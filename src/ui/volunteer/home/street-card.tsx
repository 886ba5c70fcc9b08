import { Link } from 'wouter'
import type { StreetWithTally } from '#device/reads.ts'
import { ThreeNumbers } from '../../shared/three-numbers.tsx'
import { homeText as text } from '../text.ts'
import styles from './street-card.module.css'

export function StreetCard({ street }: { street: StreetWithTally }) {
  return (
    <li className={styles.card}>
      <Link className={styles.link} href={`/streets/${street.id}`}>
        <span className={styles.name}>{street.name}</span>
        <span className={styles.doors}>{text.doorsDone(street.doorsDone, street.doors)}</span>
      </Link>
      <ThreeNumbers tally={street.tally} size="small" />
    </li>
  )
}
