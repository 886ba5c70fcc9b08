import type { SyncStatus } from '#device/sync/sync-loop.ts'
import { useApp } from '../shared/app-context.ts'
import { Button } from '../shared/button.tsx'
import { ButtonLink } from '../shared/button-link.tsx'
import { Notice } from '../shared/notice.tsx'
import { useGathering, useSyncStatus } from './gathering.ts'
import layout from './layout.module.css'
import { useStorage } from './storage/use-storage.ts'
import styles from './sync-line.module.css'
import { syncText as text, timeText } from './text.ts'

type SyncLineProps = {
  unsent: number
  lastSyncedAt: number | undefined
  received: number
  lastBatchCode: string | undefined
  /** Where the screen's main action sends already. */
  hasButton?: boolean
}

/** What is still on this phone, when it was last sent, and the button that sends it. */
export function SyncLine({ unsent, lastSyncedAt, received, lastBatchCode, hasButton = true }: SyncLineProps) {
  const { now } = useApp()
  const { sync } = useGathering()
  const status = useSyncStatus()
  const isSending = status.phase === 'passing'
  // What is in the files alone, the database has not counted.
  const isUnsure = useStorage().failing.includes('database')
  const state = isUnsure
    ? text.notKnown
    : unsent > 0
      ? text.unsent(unsent)
      : received > 0 || lastBatchCode
        ? text.allSent
        : text.nothingYet

  return (
    <section className={styles.sync} aria-label={text.sendNow}>
      <div className={styles.line}>
        <div>
          <p className={unsent > 0 || isUnsure ? styles.unsent : styles.sent} role="status">
            {state}
          </p>
          <p className={layout.quiet}>
            {lastSyncedAt === undefined ? text.never : text.lastSynced(timeText(lastSyncedAt, now()))}
          </p>
        </div>
        {hasButton && (
          <Button busy={isSending} onClick={sync.wake}>
            {isSending ? text.sending : text.sendNow}
          </Button>
        )}
      </div>
      {lastBatchCode && <p className={layout.quiet}>{text.receipt(received, lastBatchCode)}</p>}
      <SyncTrouble last={status.last} hasUnsent={unsent > 0} />
    </section>
  )
}

function SyncTrouble({ last, hasUnsent }: { last: SyncStatus['last']; hasUnsent: boolean }) {
  if (last === 'signed-out') {
    return (
      <Notice tone="warning" actions={<ButtonLink href="~/join">{text.typeCode}</ButtonLink>}>
        {text.signedOut}
      </Notice>
    )
  }
  if (last === 'handed-over') return <Notice tone="warning">{text.handedOver}</Notice>
  if (last === 'app-too-old') {
    return (
      <Notice tone="warning" actions={<Button onClick={() => location.reload()}>{text.reload}</Button>}>
        {text.appTooOld}
      </Notice>
    )
  }
  if (!hasUnsent) return null
  if (last === 'offline') return <p className={layout.quiet}>{text.offline}</p>
  if (last === 'server-down') return <p className={layout.quiet}>{text.serverDown}</p>
  return null
}
