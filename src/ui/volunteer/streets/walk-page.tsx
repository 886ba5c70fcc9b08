import { lazy, Suspense } from 'react'
import { doorText as doorName } from '#domain/door.ts'
import type { StreetId } from '#domain/ids.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { LastStepBar } from '../last-step-bar.tsx'
import layout from '../layout.module.css'
import { isSettled, nextDoor } from '../next-door.ts'
import { Screen } from '../screen.tsx'
import { StorageNotice } from '../storage/storage-notice.tsx'
import { DoorList } from './door-list.tsx'
import { GonePage } from './gone-page.tsx'
import { loadTools } from './load-tools.ts'
import { walkText as text } from './text.ts'
import { useWalk, type Walk as WalkRows } from './use-walk.ts'
import styles from './walk-page.module.css'

/** Without the tools there are still the doors, one below the other, and the next one. */
type ToolProps = { page: WalkRows }
const noTools = {
  BuildingList: DoorList,
  WalkHead: (_: ToolProps) => null,
  AfterLast: (_: ToolProps) => <ToStreets />,
}
const toolsOrNone = () => loadTools().catch(() => noTools)
const BuildingList = lazy(async () => ({ default: (await toolsOrNone()).BuildingList }))
const WalkHead = lazy(async () => ({ default: (await toolsOrNone()).WalkHead }))
const AfterLast = lazy(async () => ({ default: (await toolsOrNone()).AfterLast }))

/** The doors of a street in the order in which they are walked, and the next one as the main action. */
export function WalkPage({ street }: { street: StreetId }) {
  const walk = useWalk(street)
  if (walk === undefined) return null
  return walk === 'gone' ? <GonePage title={text.gone} words={text.goneWords} /> : <Walk page={walk} />
}

function Walk({ page }: { page: WalkRows }) {
  const { street, walk, secondPass } = page
  const next = nextDoor(walk, page)
  const done = walk.filter((door) => isSettled(door, secondPass)).length
  const list = <DoorList page={page} next={next?.id} />

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
            <Suspense fallback={<ToStreets />}>
              <AfterLast page={page} />
            </Suspense>
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
            <strong>{text.allDone}.</strong> {secondPass === undefined && text.allDoneWords}
          </p>
        )}
      </div>
      <div className={styles.head}>
        <Suspense>
          <WalkHead page={page} />
        </Suspense>
      </div>
      {walk.some(({ label }) => label.unit) ? (
        <Suspense fallback={list}>
          <BuildingList page={page} next={next?.id} />
        </Suspense>
      ) : (
        list
      )}
    </Screen>
  )
}

function ToStreets() {
  return (
    <ButtonLink href="/" variant="primary" wide>
      {text.toStreets}
    </ButtonLink>
  )
}
