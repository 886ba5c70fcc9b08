import { useState } from 'react'
import type { BackupMade } from '#device/backup-file.ts'
import { type Given, shareOrSave } from '#device/share-or-save.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { storagePageText as text } from './text.ts'

type Outcome = Exclude<Given, 'not-given'> | 'empty' | 'failed'

/** A copy to take away: sealed, so whoever carries it can't read it. `onGiven` tells what is in it. */
export function BackupFile({ onGiven }: { onGiven?: (made: BackupMade) => void }) {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const [outcome, setOutcome] = useState<Outcome>()
  const [isBusy, setIsBusy] = useState(false)

  async function give() {
    setIsBusy(true)
    setOutcome(undefined)
    try {
      const made = await phone.makeBackupFile(petition)
      if (made.entries.size === 0) return setOutcome('empty')
      const given = await shareOrSave(made.file)
      if (given === 'not-given') return
      setOutcome(given)
      onGiven?.(made)
    } catch {
      setOutcome('failed')
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <section className={layout.stack}>
      <h2 className={layout.heading}>{text.backup}</h2>
      <p>{text.backupWords}</p>
      {outcome && (
        <Notice tone={outcome === 'failed' ? 'problem' : 'good'}>{text.backupOutcomes[outcome]}</Notice>
      )}
      <div>
        <Button busy={isBusy} onClick={give}>
          {text.backupMake}
        </Button>
      </div>
    </section>
  )
}
