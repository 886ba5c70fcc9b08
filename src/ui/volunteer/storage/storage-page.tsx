import { useLiveQuery } from 'dexie-react-hooks'
import { readHeld } from '#device/reads.ts'
import { useApp } from '../../shared/app-context.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { CheckLine, type CheckState } from '../ready/check-line.tsx'
import { useStorageKept } from '../ready/use-storage-kept.ts'
import { Screen } from '../screen.tsx'
import { homeText, readyText, timeText } from '../text.ts'
import { BackupFile } from './backup-file.tsx'
import { StorageNotice } from './storage-notice.tsx'
import { storagePageText as text } from './text.ts'
import { useStorage } from './use-storage.ts'

/** Below this, what a phone's clock is wrong by changes nothing that anybody reads. */
const CLOCK_RIGHT_MS = 10 * 60_000

/** Where the names are, how safe they are there, and a copy to take away: for whoever carries this phone. */
export function StoragePage() {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const { copies, hasFiles, losses } = useStorage()
  const { storage } = useStorageKept()
  const held = useLiveQuery(() => readHeld(phone.db, petition), [phone.db, petition])
  if (!held) return null
  const { unsent, oldestUnsentAt, unbacked, clockOffsetMs } = held
  const offset = clockOffsetMs ?? 0

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
      <StorageNotice hasLink={false} />
      <ul className={layout.plain}>
        <CheckLine title={text.places} {...placesCheck(copies, hasFiles)} />
        <CheckLine
          title={readyText.storage}
          state={storage === 'kept' ? 'good' : 'advice'}
          words={
            {
              kept: readyText.storageGood,
              'not-kept': readyText.storageNot,
              unknown: readyText.storageUnknown,
            }[storage]
          }
        />
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
        <CheckLine
          title={text.clock}
          state={Math.abs(offset) < CLOCK_RIGHT_MS ? 'good' : 'advice'}
          words={
            clockOffsetMs === undefined
              ? text.clockUnknown
              : Math.abs(offset) < CLOCK_RIGHT_MS
                ? text.clockRight
                : text.clockWrong(offset)
          }
        />
      </ul>
      <BackupFile />
      {losses.length > 0 && (
        <section className={layout.stack}>
          <h2 className={layout.heading}>{text.happened}</h2>
          <ul className={layout.plain}>
            {losses.map((loss) => (
              <li key={loss.at.getTime()}>
                <p>{text.loss(timeText(loss.at.getTime(), now()), loss)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  )
}

function placesCheck(copies: 0 | 1 | 2, hasFiles: boolean): { state: CheckState; words: string } {
  if (copies === 2) return { state: 'good', words: text.twoPlaces }
  if (copies === 0) return { state: 'to-do', words: text.noPlace }
  return hasFiles
    ? { state: 'to-do', words: text.onePlaceLeft }
    : { state: 'advice', words: text.onePlaceOnly }
}
