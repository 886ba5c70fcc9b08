import { useLiveQuery } from 'dexie-react-hooks'
import { letKnock, readKnockers } from '#device/knockers.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { useGathering } from '../gathering.ts'
import { KnockerSign } from './knocker-sign.tsx'
import styles from './knockers.module.css'
import { knockerText, signTexts, knockersText as text } from './text.ts'

/** More are shown by their shapes alone, in one row, or the outcomes would be pushed off the screen. */
const NAMED_BESIDE_EACH_OTHER = 3

/** On the walk and at each door, one tap: whose the next save is. Nothing, where nobody is on the list. */
export function WhoKnocks() {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const row = useLiveQuery(() => readKnockers(phone.db, petition), [phone.db, petition])
  if (!row) return null

  const current = row.knockers.find(({ sign }) => sign === row.knocking)
  const isCrowded = row.knockers.length > NAMED_BESIDE_EACH_OTHER

  return (
    <fieldset className={`${styles.who} ${isCrowded ? styles.crowded : ''}`}>
      <legend>
        {text.who} {isCrowded && current && knockerText(current)}
      </legend>
      {row.knockers.map((knocker) => (
        <Button
          key={knocker.sign}
          aria-pressed={knocker.sign === row.knocking}
          aria-label={knockerText(knocker)}
          onClick={() => void letKnock(phone.db, petition, knocker.sign)}
        >
          <KnockerSign sign={knocker.sign} />
          {!isCrowded && (knocker.label || signTexts[knocker.sign])}
        </Button>
      ))}
    </fieldset>
  )
}
