import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { BackupMade } from '#device/backup-file.ts'
import { forgetDraft } from '#device/drafts.ts'
import { useApp } from '../../shared/app-context.ts'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { Notice } from '../../shared/notice.tsx'
import { forgetGathering, useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { draftIdOf, findDraft } from '../signing/draft-id.ts'
import { BackupFile } from '../storage/backup-file.tsx'
import { sessionText as text } from './text.ts'

/** Never while something is unsent, unless it is in a file that somebody has (S8). */
export function LeavePetition({ unsent }: { unsent: number }) {
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
