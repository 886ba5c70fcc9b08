import { readBackups } from '#wire/backups.ts'
import layout from '../../shared/desk-layout.module.css'
import { Notice } from '../../shared/notice.tsx'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { backupStateText as text } from './text.ts'

/** How well the server's copies cover this petition; a warning where one fault could take all (J3). */
export function BackupState() {
  const { petition } = usePetition()
  const backups = useLoaded(readBackups, { params: { petition } })

  return (
    <section className={layout.section}>
      <h2>{text.title}</h2>
      <WhenLoaded loaded={backups}>
        {({ lastVerifiedAt, lastFailedAt, sameDisk, everyMinutes, unbacked }) => (
          <div className={layout.stack}>
            <p>
              {lastVerifiedAt === null ? text.none : text.good(instantText(lastVerifiedAt))}{' '}
              {lastVerifiedAt !== null && text.unbacked(unbacked)}
            </p>
            {lastFailedAt !== null && (lastVerifiedAt === null || lastFailedAt > lastVerifiedAt) && (
              <Notice tone="warning">{text.failed(instantText(lastFailedAt))}</Notice>
            )}
            {sameDisk && <Notice tone="warning">{text.sameDisk}</Notice>}
            {everyMinutes === 0 && <Notice tone="warning">{text.off}</Notice>}
          </div>
        )}
      </WhenLoaded>
    </section>
  )
}
