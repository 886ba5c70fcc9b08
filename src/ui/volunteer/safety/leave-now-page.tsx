import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { DoorRow } from '#device/database.ts'
import { readWalkPlan } from '#device/walk-plan.ts'
import { DoorId } from '#domain/ids.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button, buttonClass } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import { rememberStep } from '../last-step.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { recordKnock } from '../streets/record-knock.ts'
import { callLink, emergencyNumber, numberIn } from './messages.ts'
import { leaveText as text } from './text.ts'
import { useBuddy } from './use-buddy.ts'
import { usePetition } from './use-petition.ts'

/** Leave first, call if there is need; whether anything is noted of the door is for the volunteer to say. */
export function LeaveNowPage({ street, door }: { street: string | undefined; door: string | undefined }) {
  const { phone, now } = useApp()
  const { petition: id } = useGathering().membership
  const petition = usePetition()
  const plan = useLiveQuery(() => readWalkPlan(phone.db, id, now()), [phone.db, id, now])
  const here = useLiveQuery(async () => {
    const parsed = DoorId.safeParse(door)
    return parsed.success ? phone.db.doors.get([id, parsed.data]) : undefined
  }, [phone.db, id, door])
  const buddy = useBuddy(plan)
  const emergency = emergencyNumber(petition && petition !== 'none' ? petition.timeZone : '')
  const contact = petition && petition !== 'none' ? numberIn(petition.contact) : undefined
  const calls = [
    { number: contact, label: text.callContact },
    { number: buddy, label: text.callBuddy },
  ]

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      action={
        <ButtonLink href={street ? `/streets/${street}` : '/session'} variant="primary" wide>
          {street ? text.toWalk : text.toSession}
        </ButtonLink>
      }
    >
      <div className={layout.stack}>
        <a className={buttonClass('danger', { wide: true })} href={callLink(emergency)}>
          {text.call(emergency)}
        </a>
        {emergency === '112' && <p className={layout.quiet}>{text.elsewhere}</p>}
        {calls.map(
          ({ number, label }) =>
            number !== undefined && (
              <a key={label} className={buttonClass('secondary', { wide: true })} href={callLink(number)}>
                {label}
              </a>
            ),
        )}
      </div>
      <p>{text.saved}</p>
      <section className={layout.stack}>
        <h2 className={layout.heading}>{text.after}</h2>
        <p>{text.report}</p>
        {here && here.mark !== 'do-not-knock' && <DoNotKnock door={here} />}
      </section>
    </Screen>
  )
}

function DoNotKnock({ door }: { door: DoorRow }) {
  const { phone } = useApp()
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const [failed, setFailed] = useState(false)
  const [isSaving, setIsSaving] = useState(false)

  async function mark() {
    setFailed(false)
    setIsSaving(true)
    try {
      const knocked = await recordKnock(phone, gathering, door, 'do-not-knock')
      rememberStep({ kind: 'knock', outcome: 'do-not-knock', doors: [knocked] })
      navigate(`/streets/${door.street}`, { replace: true })
    } catch {
      setFailed(true)
      setIsSaving(false)
    }
  }

  return (
    <>
      {failed && <Notice tone="problem">{text.notSaved}</Notice>}
      <p>{text.doNotKnockWords}</p>
      <div>
        <Button busy={isSaving} onClick={() => void mark()}>
          {text.doNotKnock}
        </Button>
      </div>
    </>
  )
}
