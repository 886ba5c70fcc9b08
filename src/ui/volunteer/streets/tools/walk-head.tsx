import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { forgetDoneCallBacks } from '#device/call-backs.ts'
import type { DoorRow } from '#device/database.ts'
import { keepWalkChoice, type WalkChoice, WalkSide } from '#device/walk-choice.ts'
import { useApp } from '../../../shared/app-context.ts'
import { Button } from '../../../shared/button.tsx'
import { ButtonLink } from '../../../shared/button-link.tsx'
import { Notice } from '../../../shared/notice.tsx'
import { hasTwoSides, isSettled, type OnWalk, walkOf } from '../../next-door.ts'
import { WalkAids } from '../../safety/aids.tsx'
import { DoorLine } from '../door-line.tsx'
import { walkText } from '../text.ts'
import type { Walk } from '../use-walk.ts'
import walkStyles from '../walk-page.module.css'
import { addDoorText, zoneText } from './door-text.ts'
import { hearLongPress } from './long-press.ts'
import { chosenOrderTexts, walkHeadText as text, walkSideTexts } from './text.ts'
import styles from './walk-head.module.css'

/** Above the list: who may be called on again now, which pass and side this is, and the ways to change it. */
export function WalkHead({ page }: { page: Walk }): ReactNode {
  const { phone } = useApp()
  const keep = useKeep(page)
  const { street, doors, walk, callBacks, choice, secondPass } = page
  const due = dueCallBacks(doors, page)
  const head = useLongPress(street.id)

  useEffect(() => {
    void forgetDoneCallBacks(phone.db, callBacks, doors)
  }, [phone.db, callBacks, doors])

  return (
    <>
      <WalkAids petition={page.petition} />
      {page.petition.zoneNote && (
        <Notice tone="warning" title={zoneText.title}>
          {page.petition.zoneNote}
        </Notice>
      )}
      {due.length > 0 && (
        <Notice tone="plain" title={text.callBacksDue}>
          <ul className={walkStyles.doors}>
            {due.map((door) => (
              <DoorLine key={door.id} door={door} callBack={callBacks.get(door.id)} />
            ))}
          </ul>
        </Notice>
      )}
      {secondPass !== undefined && (
        <Notice
          tone="plain"
          title={text.secondPass}
          actions={<Button onClick={() => keep({ secondPass: undefined })}>{text.allDoors}</Button>}
        >
          {text.secondPassWords(walk.some((door) => !door.outcome && !isSettled(door, secondPass)))}
        </Notice>
      )}
      {hasTwoSides(doors) && (
        <fieldset className={styles.sides} aria-label={text.side}>
          {WalkSide.options.map((side) => (
            <Button key={side} aria-pressed={choice.side === side} onClick={() => keep({ side })}>
              {walkSideTexts[side]}
            </Button>
          ))}
        </fieldset>
      )}
      <nav className={styles.ways} aria-label={text.ways} ref={head}>
        <Link href={`/streets/${street.id}/order`}>{text.order(chosenOrderTexts[choice.order])}</Link>
        <Link href={`/streets/${street.id}/several`}>{text.several}</Link>
        <Link href={`/streets/${street.id}/add`}>{addDoorText.title}</Link>
      </nav>
    </>
  )
}

/** In place of the next door, when there is none. */
export function AfterLast({ page }: { page: Walk }): ReactNode {
  const { now } = useApp()
  const keep = useKeep(page)
  const { doors, choice, secondPass } = page
  const again =
    secondPass === undefined ? walkOf(doors, { ...choice, secondPass: now().getTime() }).length : 0

  return again > 0 ? (
    <Button variant="primary" wide onClick={() => keep({ secondPass: now().getTime() })}>
      {text.startSecondPass(again)}
    </Button>
  ) : (
    <ButtonLink href="/" variant="primary" wide>
      {walkText.toStreets}
    </ButtonLink>
  )
}

function useKeep({ street, choice }: Walk) {
  const { phone } = useApp()
  return (change: Partial<WalkChoice>) => void keepWalkChoice(phone.db, street.id, { ...choice, ...change })
}

/** The door that a finger rests on is the first of several to be chosen. The list stands beside the head, on one page. */
function useLongPress(street: string) {
  const head = useRef<HTMLElement>(null)
  const [, navigate] = useLocation()

  useEffect(() => {
    const control = new AbortController()
    const page = head.current?.closest('main') ?? null
    hearLongPress(page, (door) => navigate(`/streets/${street}/several/${door}`), control.signal)
    return () => control.abort()
  }, [navigate, street])

  return head
}

/** Doors to be called at again whose time has come, in the order of their times. */
function dueCallBacks(doors: readonly DoorRow[], { now, callBacks }: OnWalk): DoorRow[] {
  const timeOf = ({ id }: DoorRow) => callBacks.get(id) ?? Number.POSITIVE_INFINITY
  return doors
    .filter((door) => door.mark === 'to-visit' && timeOf(door) <= now.getTime())
    .sort((a, b) => timeOf(a) - timeOf(b))
}
