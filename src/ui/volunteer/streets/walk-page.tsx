import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useRef } from 'react'
import type { DoorRow } from '#device/database.ts'
import { readWalkPage, type WalkPage as WalkRows } from '#device/reads.ts'
import { readWalkChoice, type WalkChoice } from '#device/walk-choice.ts'
import { doorText as doorName } from '#domain/door.ts'
import type { StreetId } from '#domain/ids.ts'
import { useApp } from '../../shared/app-context.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { useGathering } from '../gathering.ts'
import { LastStepBar } from '../last-step-bar.tsx'
import layout from '../layout.module.css'
import { nextDoor, walkOf } from '../next-door.ts'
import { Screen } from '../screen.tsx'
import { StorageNotice } from '../storage/storage-notice.tsx'
import { DoorLine } from './door-line.tsx'
import { GonePage } from './gone-page.tsx'
import { walkText as text } from './text.ts'
import { WalkChoiceForm } from './walk-choice-form.tsx'
import styles from './walk-page.module.css'

/** The doors of a street in the order in which they are walked, and the next one as the main action. */
export function WalkPage({ street }: { street: StreetId }) {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const read = useLiveQuery(
    async () => ({
      page: await readWalkPage(phone.db, petition, street),
      choice: await readWalkChoice(phone.db, street),
    }),
    [phone.db, petition, street],
  )
  if (!read) return null
  return read.page ? (
    <Walk page={read.page} choice={read.choice} />
  ) : (
    <GonePage title={text.gone} words={text.goneWords} />
  )
}

function Walk({ page, choice }: { page: WalkRows; choice: WalkChoice }) {
  const { now } = useApp()
  const { street, doors } = page
  const walk = walkOf(doors, choice)
  const next = nextDoor(walk, now())
  const done = walk.filter(({ mark }) => mark !== 'to-visit').length

  return (
    <Screen
      title={street.name}
      back={{ href: '/', label: text.back }}
      action={
        <>
          <LastStepBar street={street.name} />
          {next ? (
            <ButtonLink href={`/streets/${street.id}/doors/${next.id}`} variant="primary" wide>
              {text.next(doorName(next.label))}
            </ButtonLink>
          ) : (
            <ButtonLink href="/" variant="primary" wide>
              {text.toStreets}
            </ButtonLink>
          )}
        </>
      }
    >
      <StorageNotice />
      <div className={layout.stack}>
        <p id="progress">{text.progress(done, walk.length)}</p>
        <progress
          className={styles.bar}
          value={done}
          max={Math.max(walk.length, 1)}
          aria-labelledby="progress"
        />
        {!next && (
          <p>
            <strong>{text.allDone}.</strong> {text.allDoneWords}
          </p>
        )}
      </div>
      <WalkChoiceForm street={street.id} doors={doors} choice={choice} />
      <DoorList walk={walk} next={next?.id} />
    </Screen>
  )
}

function DoorList({ walk, next }: { walk: readonly DoorRow[]; next: DoorRow['id'] | undefined }) {
  const list = useRef<HTMLUListElement>(null)

  // Once, when the list opens: afterwards the volunteer's own scrolling stays.
  useEffect(() => {
    const line = list.current?.querySelector('[aria-current]')
    if (line && 'scrollIntoView' in line) line.scrollIntoView({ block: 'center' })
  }, [])

  return (
    <ul className={styles.doors} aria-label={text.doors} ref={list}>
      {walk.map((door) => (
        <DoorLine key={door.id} door={door} isNext={door.id === next} />
      ))}
    </ul>
  )
}
