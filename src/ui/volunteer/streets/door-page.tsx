import { lazy, Suspense, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { PetitionRow } from '#device/database.ts'
import { addressText, doorText as doorName } from '#domain/door.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import type { Outcome } from '#domain/outcome.ts'
import { useApp } from '../../shared/app-context.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import { forgetSignatureElsewhere, rememberStep } from '../last-step.ts'
import { LastStepBar } from '../last-step-bar.tsx'
import layout from '../layout.module.css'
import { GateNotice } from '../ready/gate-notice.tsx'
import { gateOf, useStorageFacts } from '../ready/use-storage-facts.ts'
import { DoorAids } from '../safety/load-aids.ts'
import { Screen } from '../screen.tsx'
import { homeText, timeText } from '../text.ts'
import styles from './door-page.module.css'
import { GonePage } from './gone-page.tsx'
import { loadTools } from './load-tools.ts'
import { OutcomeButtons } from './outcome-buttons.tsx'
import { recordKnock } from './record-knock.ts'
import { doorText as text } from './text.ts'
import { type DoorOnWalk, useDoorOnWalk } from './use-door-on-walk.ts'

/** One door: its number, what came of the knock in one tap, and the way to sign. */
export function DoorPage({ street, door }: { street: StreetId; door: DoorId }) {
  const found = useDoorOnWalk(street, door)

  useEffect(() => forgetSignatureElsewhere(door), [door])

  // In memory before anybody takes the phone, and not only on the disk.
  useEffect(() => {
    import('../signing/handed-over.tsx').catch(() => undefined)
  }, [])

  if (found === undefined) return null
  return found === 'gone' ? <GonePage title={text.gone} words={text.goneWords} /> : <Door {...found} />
}

/** Without the tools there is still the door. */
const noTools = { DoorTools: (_: { found: DoorOnWalk }) => null }
const DoorTools = lazy(async () => ({ default: (await loadTools().catch(() => noTools)).DoorTools }))

/** Short enough to fill the screen: "14", "1014A". */
const LONGEST_NUMBER = 6

function Door(found: DoorOnWalk) {
  const { petition, street, door, signatures, callBack, next } = found
  const { phone, keepStorage } = useApp()
  const gate = gateOf(useStorageFacts().facts)
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const [failed, setFailed] = useState(false)
  const name = doorName(door.label)

  async function record(outcome: Outcome, from?: number) {
    setFailed(false)
    try {
      const knocked = await recordKnock(phone, gathering, door, outcome, {
        from,
        stickers: petition.stickers,
      })
      rememberStep({ kind: 'knock', outcome, doors: [knocked] })
    } catch {
      setFailed(true)
      return
    }
    keepStorage()
    // In place of this one, so that the way back leads to the list.
    const to = next ? `/streets/${street.id}/doors/${next.id}` : `/streets/${street.id}`
    navigate(to, { replace: true })
  }

  return (
    <Screen
      title={name}
      tabTitle={addressText(door.label, street.name)}
      heading={name.length <= LONGEST_NUMBER ? 'door' : 'door-long'}
      back={{ href: `/streets/${street.id}`, label: text.back(street.name) }}
      action={
        <>
          <LastStepBar street={street.name} isReserved />
          <ButtonLink
            href={`/streets/${street.id}/doors/${door.id}/sign`}
            variant={door.mark === 'do-not-knock' ? 'secondary' : 'primary'}
            wide
          >
            {text.sign}
          </ButtonLink>
        </>
      }
    >
      {failed && <Notice tone="problem">{text.notSaved}</Notice>}
      {petition.state !== 'open' && <Notice tone="warning">{homeText.stateNotOpen[petition.state]}</Notice>}
      <DoorState stickers={petition.stickers} door={door} signatures={signatures} callBack={callBack} />
      {next && (
        <p>
          <Link className={styles.skip} href={`/streets/${street.id}/doors/${next.id}`} replace>
            {text.next}
          </Link>
        </p>
      )}
      <div className={styles.aids}>
        <Suspense>
          <DoorAids petition={petition} street={street.id} door={door.id} />
        </Suspense>
      </div>
      {gate ? (
        <GateNotice gate={gate} />
      ) : (
        <OutcomeButtons petition={petition} onOutcome={record}>
          <Suspense>
            <DoorTools found={found} />
          </Suspense>
        </OutcomeButtons>
      )}
    </Screen>
  )
}

type DoorStateProps = Pick<DoorOnWalk, 'door' | 'signatures' | 'callBack'> & {
  stickers: PetitionRow['stickers']
}

function DoorState({ door, signatures, callBack, stickers }: DoorStateProps) {
  const { now } = useApp()
  const { mark, outcome, knockedAt } = door
  const time = knockedAt === undefined ? undefined : timeText(knockedAt, now())

  if (mark === 'do-not-knock') {
    return (
      <Notice tone="problem" title={text.doNotKnock}>
        {outcome === 'sticker' ? text.stickerWords : text.doNotKnockWords}
      </Notice>
    )
  }
  return (
    <div className={layout.quiet}>
      {time !== undefined && <p>{outcome ? text.outcomeWas(outcome, time) : text.knockedAt(time)}</p>}
      {mark === 'to-visit' && callBack !== undefined && (
        <p>
          <strong>{text.callBackFrom(timeText(callBack, now()))}</strong>
        </p>
      )}
      {mark === 'done' && <p>{text.done}</p>}
      {signatures > 0 && <p>{text.signedHere(signatures)}</p>}
      {door.note && <p>{text.note(door.note)}</p>}
      {outcome === 'sticker' && stickers === 'may-knock' && <p>{text.mayKnock}</p>}
    </div>
  )
}
