import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { BackupMade } from '#device/backup-file.ts'
import { forgetDraft } from '#device/drafts.ts'
import { readSetAside, readStreetsPage } from '#device/reads.ts'
import { useApp } from '../../shared/app-context.ts'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { Notice } from '../../shared/notice.tsx'
import { ThreeNumbers } from '../../shared/three-numbers.tsx'
import { displayText } from '../display/text.ts'
import { forgetGathering, useGathering, useSyncStatus } from '../gathering.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { draftIdOf, findDraft } from '../signing/draft-id.ts'
import { BackupFile } from '../storage/backup-file.tsx'
import { SyncLine } from '../sync-line.tsx'
import { homeText, syncText } from '../text.ts'
import { sessionText as text } from './text.ts'

/** The end of a day: what was signed, what is still to send, and the way out. */
export function SessionPage() {
  const { phone } = useApp()
  const { membership, sync } = useGathering()
  const { petition, name, role } = membership
  const isSending = useSyncStatus().phase === 'passing'
  const read = useLiveQuery(
    async () => ({
      page: await readStreetsPage(phone.db, petition),
      setAside: await readSetAside(phone.db, petition),
    }),
    [phone.db, petition],
  )
  if (!read) return null
  const { page, setAside } = read
  const [refused, deferred] = [setAside.refused.length, setAside.deferred.length]
  const unsent = page?.unsent ?? 0

  return (
    <Screen
      title={text.title}
      lead={text.who(name, role)}
      back={{ href: '/', label: homeText.streets }}
      action={
        <Button variant="primary" wide busy={isSending} onClick={sync.wake}>
          {isSending ? syncText.sending : syncText.sendNow}
        </Button>
      }
    >
      {page && (
        <section className={layout.stack}>
          <h2 className={layout.heading}>{text.signed}</h2>
          <ThreeNumbers tally={page.total} />
        </section>
      )}
      <section className={layout.stack}>
        <h2 className={layout.heading}>{text.unsent}</h2>
        <p>{text.unsentWords(unsent)}</p>
        <SyncLine
          hasButton={false}
          unsent={unsent}
          received={page?.total.received ?? 0}
          lastSyncedAt={page?.petition.lastSyncedAt}
          lastBatchCode={page?.petition.lastBatchCode}
        />
      </section>
      {refused + deferred > 0 && (
        <Notice tone="plain" actions={<ButtonLink href="/refused">{text.setAsideLook}</ButtonLink>}>
          {text.setAside(refused, deferred)}
        </Notice>
      )}
      <nav className={layout.links} aria-label={text.more}>
        <ul className={layout.plain}>
          <li>
            <Link href="/phone">{displayText.title}</Link>
          </li>
        </ul>
      </nav>
      <Leave unsent={unsent} />
    </Screen>
  )
}

function Leave({ unsent }: { unsent: number }) {
  const { phone } = useApp()
  const gathering = useGathering()
  const { petition } = gathering.membership
  const [, navigate] = useLocation()
  const [isAsking, setIsAsking] = useState(false)
  const [refusal, setRefusal] = useState<'unsent' | 'failed'>()
  const [file, setFile] = useState<BackupMade>()
  const place = useRef<HTMLElement>(null)
  useHoldUpdate(file !== undefined)

  const problem =
    refusal === 'failed'
      ? text.leaveFailed
      : refusal && unsent > 0 && !file
        ? text.leaveRefused(unsent)
        : undefined

  // The section grows at the lower edge, under the bar with the main action.
  useEffect(() => {
    const section = place.current
    const hasGrown = refusal !== undefined || file !== undefined
    if (hasGrown && section && 'scrollIntoView' in section) section.scrollIntoView({ block: 'end' })
  }, [refusal, file])

  function ask() {
    const mayLeave = unsent === 0 || file !== undefined
    setRefusal(mayLeave ? undefined : 'unsent')
    setIsAsking(mayLeave)
  }

  async function leave() {
    setIsAsking(false)
    setRefusal(undefined)
    try {
      const { unsent: left } = await phone.leave(petition, file)
      if (left > 0) {
        // Saved since the file was made: it takes another file.
        setFile(undefined)
        return setRefusal('unsent')
      }
      const draft = await findDraft(phone.db, petition)
      if (draft) await forgetDraft(phone.db, draftIdOf(petition, draft))
    } catch {
      return setRefusal('failed')
    }
    forgetGathering(phone, gathering)
    navigate('~/', { replace: true })
  }

  return (
    <section ref={place} className={layout.stack}>
      <h2 className={layout.heading}>{text.leave}</h2>
      <p>{text.leaveWords}</p>
      {problem && <Notice tone="problem">{problem}</Notice>}
      {unsent > 0 && <BackupFile onGiven={setFile} />}
      {unsent > 0 && file && <p>{text.leaveWithFile}</p>}
      <div>
        <Button onClick={ask}>{text.leave}</Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.leaveTitle}
        confirmLabel={text.leaveConfirm}
        tone="danger"
        onConfirm={leave}
        onCancel={() => setIsAsking(false)}
      >
        {unsent > 0 ? text.leaveWithFileAsk(unsent) : text.leaveWords}
      </ConfirmDialog>
    </section>
  )
}
