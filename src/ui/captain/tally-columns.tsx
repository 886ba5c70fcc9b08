import type { Tally } from '#domain/tally.ts'
import type { Column } from '../shared/data-table.tsx'
import { numberText } from '../shared/value-text.ts'
import styles from './cell.module.css'
import { tallyText } from './text.ts'

/** T1: the three numbers of a row, always all three. */
export function tallyColumns<Row extends { readonly tally: Tally }>(): Column<Row>[] {
  return [
    {
      key: 'onPhones',
      header: tallyText.onPhones,
      align: 'end',
      cell: ({ tally }) => numberText(tally.onPhones),
    },
    {
      key: 'received',
      header: tallyText.received,
      align: 'end',
      cell: ({ tally }) => numberText(tally.received),
    },
    {
      key: 'counted',
      header: tallyText.counted,
      align: 'end',
      cell: ({ tally }) => (
        <span>
          {numberText(tally.counted)}
          {tally.alsoElsewhere > 0 && (
            <span className={styles.under}>{tallyText.alsoElsewhere(tally.alsoElsewhere)}</span>
          )}
        </span>
      ),
    },
  ]
}
