import { useLiveQuery } from 'dexie-react-hooks'
import { letKnock, readKnockers } from '#device/knockers.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { useGathering } from '../gathering.ts'
import { KnockerSign } from './knocker-sign.tsx'
import styles from './knockers.module.css'
import { knockerText, signTexts, knockersText as text } from './text.ts'

/** On the walk and at each door, one tap: whose the next save is. Nothing, where nobody is on the list. */
export function WhoKnocks() {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const row = useLiveQuery(() => readKnockers(phone.db, petition), [phone.db, petition])
  if (!row) return null

  return (
    <fieldset className={styles.who}>
      <legend>{text.who}</legend>
      {row.knockers.map((knocker) => (
        <Button
          key={knocker.sign}
          aria-pressed={knocker.sign === row.knocking}
          aria-label={knockerText(knocker)}
          onClick={() => void letKnock(phone.db, petition, knocker.sign)}
        >
          <KnockerSign sign={knocker.sign} />
          {knocker.label || signTexts[knocker.sign]}
        </Button>
      ))}
    </fieldset>
  )
}
