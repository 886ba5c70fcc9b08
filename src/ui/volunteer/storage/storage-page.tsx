import { useLiveQuery } from 'dexie-react-hooks'
import { readHeld } from '#device/reads.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { CheckLine } from '../ready/check-line.tsx'
import { type Check, isClockWrong, keptCheck, placesCheck, wrongClockCheck } from '../ready/checks.ts'
import { clockText, readyText } from '../ready/text.ts'
import { useStorageFacts } from '../ready/use-storage-facts.ts'
import { Screen } from '../screen.tsx'
import { homeText, timeText } from '../text.ts'
import { BackupFile } from './backup-file.tsx'
import { storagePageText as text } from './text.ts'
import { useStorage } from './use-storage.ts'

/** Where the names are, how safe they are there, and a copy to take away: for whoever carries this phone. */
export function StoragePage() {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const storage = useStorage()
  const { facts, askForStorage } = useStorageFacts()
  const held = useLiveQuery(() => readHeld(phone.db, petition), [phone.db, petition])
  if (!held) return null
  const { unsent, oldestUnsentAt, unbacked, clockOffsetMs } = held
  const { losses } = storage

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      back={{ href: '/', label: homeText.streets }}
      action={
        <ButtonLink href="/session" variant="primary" wide>
          {text.toSession}
        </ButtonLink>
      }
    >
      {losses.map((loss) => (
        <Notice key={loss.lost + loss.at.getTime()} tone={loss.missing > 0 ? 'problem' : 'warning'}>
          {text.loss(timeText(loss.at.getTime(), now()), loss)}
        </Notice>
      ))}
      <ul className={layout.plain}>
        <CheckLine title={readyText.places} {...placesCheck(storage)} />
        <CheckLine title={readyText.storage} {...keptCheck(facts)}>
          {facts?.isKept === false && <Button onClick={askForStorage}>{readyText.storageAsk}</Button>}
        </CheckLine>
        <CheckLine
          title={text.unsent}
          state={unsent > 0 ? 'to-do' : 'good'}
          words={
            unsent > 0
              ? text.unsentWords(unsent, oldestUnsentAt === undefined ? '' : timeText(oldestUnsentAt, now()))
              : text.unsentNone
          }
        />
        <CheckLine
          title={text.sent}
          state="good"
          words={unbacked > 0 ? text.sentKept(unbacked) : text.sentNone}
        />
        <CheckLine title={clockText.title} {...clockCheck(clockOffsetMs, now())} />
      </ul>
      <BackupFile />
    </Screen>
  )
}

function clockCheck(offsetMs: number | undefined, now: Date): Check {
  if (isClockWrong(offsetMs)) return wrongClockCheck(offsetMs, now)
  return { state: 'good', words: offsetMs === undefined ? text.clockUnknown : text.clockRight }
}
