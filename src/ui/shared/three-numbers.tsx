import type { Tally } from '#domain/tally.ts'
import { once } from './once.ts'
import styles from './three-numbers.module.css'

const number = once(() => new Intl.NumberFormat('en-GB'))

/** T1: always these three numbers, always with their words. Received includes counted. */
export function ThreeNumbers({ tally, size = 'large' }: { tally: Tally; size?: 'large' | 'small' }) {
  return (
    <div>
      <dl className={size === 'small' ? `${styles.numbers} ${styles.small}` : styles.numbers}>
        <div>
          <dt>on phones</dt>
          <dd>{number().format(tally.onPhones)}</dd>
        </div>
        <div>
          <dt>received</dt>
          <dd>{number().format(tally.received)}</dd>
        </div>
        <div>
          <dt>counted</dt>
          <dd>{number().format(tally.counted)}</dd>
        </div>
      </dl>
      {tally.alsoElsewhere > 0 && (
        <p className={styles.note}>{number().format(tally.alsoElsewhere)} also signed elsewhere</p>
      )}
    </div>
  )
}
