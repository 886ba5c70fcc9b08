import { useLiveQuery } from 'dexie-react-hooks'
import type { ReactNode } from 'react'
import { readKnockers, readKnockerTallies } from '#device/knockers.ts'
import { type Knocker, noKnocks } from '#domain/knocker.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { KnockerSign } from './knocker-sign.tsx'
import styles from './knockers.module.css'
import { signTexts, knockersText as text } from './text.ts'

export function useKnockers() {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  return useLiveQuery(
    async () => ({
      knockers: (await readKnockers(phone.db, petition))?.knockers ?? [],
      tallies: await readKnockerTallies(phone.db, petition),
    }),
    [phone.db, petition],
  )
}

type KnockerTalliesProps = {
  found: NonNullable<ReturnType<typeof useKnockers>>
  /** What can be done with one of them. */
  children?: (knocker: Knocker) => ReactNode
}

/** In the order in which they were added, never by how much they gathered: this is no race. */
export function KnockerTallies({ found: { knockers, tallies }, children }: KnockerTalliesProps) {
  return (
    <ul className={layout.plain} aria-label={text.list}>
      {knockers.map((knocker) => (
        <li key={knocker.sign} className={styles.knocker}>
          <div className={styles.name}>
            <KnockerSign sign={knocker.sign} />
            <p>
              <strong>{knocker.label || signTexts[knocker.sign]}</strong>
              <br />
              {text.tally(tallies.get(knocker.sign) ?? noKnocks)}
            </p>
          </div>
          {children?.(knocker)}
        </li>
      ))}
    </ul>
  )
}
