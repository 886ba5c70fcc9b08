import type { TrayEntry } from '#wire/tray.ts'
import { Button } from '../../shared/button.tsx'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { instantText } from '../../shared/value-text.ts'
import { refusalText } from '../text.ts'
import { trayText as text } from './text.ts'
import styles from './tray-table.module.css'

type TrayTableProps = {
  entries: readonly TrayEntry[]
  busy: boolean
  onTakeIn: (entry: TrayEntry) => void
  onLeaveOut: (entry: TrayEntry) => void
  onPutBack: (entry: TrayEntry) => void
}

export function TrayTable({ entries, busy, onTakeIn, onLeaveOut, onPutBack }: TrayTableProps) {
  return (
    <DataTable
      caption={text.caption}
      columns={[
        { key: 'what', header: text.what, cell: (entry) => <What entry={entry} /> },
        { key: 'from', header: text.from, cell: ({ from }) => from ?? text.unknownDevice },
        { key: 'why', header: text.why, cell: ({ reason }) => refusalText(reason) },
        { key: 'became', header: text.became, cell: becameText },
        {
          key: 'do',
          header: text.doing,
          hideHeader: true,
          cell: (entry) => {
            const what = whatText(entry)
            return entry.resolution === null ? (
              <div className={layout.row}>
                {entry.canTakeIn && (
                  <Button busy={busy} aria-label={text.takeInNamed(what)} onClick={() => onTakeIn(entry)}>
                    {text.takeIn}
                  </Button>
                )}
                <Button busy={busy} aria-label={text.leaveOutNamed(what)} onClick={() => onLeaveOut(entry)}>
                  {text.leaveOut}
                </Button>
              </div>
            ) : (
              <Button busy={busy} aria-label={text.putBackNamed(what)} onClick={() => onPutBack(entry)}>
                {text.putBack}
              </Button>
            )
          },
        },
      ]}
      rows={entries}
      rowKey={({ id, hash, device }) => `${id}${hash}${device}`}
      cards
    />
  )
}

function What({ entry }: { entry: TrayEntry }) {
  const { madeAt, receivedAt, address } = entry
  return (
    <>
      <span>{whatText(entry)}</span>
      {address !== null && <span className={styles.under}>{address}</span>}
      <span className={styles.under}>
        {madeAt !== null && `${text.madeAt(instantText(madeAt))}, `}
        {text.receivedAt(instantText(receivedAt))}
      </span>
    </>
  )
}

function whatText({ kind, name }: TrayEntry): string {
  if (kind === null) return text.unreadable
  const hasName = kind === 'sign' || kind === 'amend'
  return hasName ? `${text.kinds[kind]}: ${name ?? text.nameless}` : text.kinds[kind]
}

function becameText({ resolution, why, state }: TrayEntry): string {
  if (resolution === 'taken-in') return text.takenIn
  if (resolution === 'left-out') return text.leftOut(text.reasons[why ?? 'other'])
  return text.states[state]
}
