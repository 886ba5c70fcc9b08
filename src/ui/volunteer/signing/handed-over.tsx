import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { forgetDraft } from '#device/drafts.ts'
import { useApp } from '../../shared/app-context.ts'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { useLastStep } from '../last-step.ts'
import { type DoorOnWalk, useDoorOnWalk } from '../streets/use-door-on-walk.ts'
import { CannotPage } from './cannot-page.tsx'
import { ContactPage } from './contact-page.tsx'
import { draftIdOf } from './draft-id.ts'
import { HandBackPage } from './hand-back-page.tsx'
import { type HandOver, moveTo, takeBack } from './hand-over.ts'
import { ResidentPage } from './resident-page.tsx'
import { ThanksPage } from './thanks-page.tsx'
import { useNoWayBack } from './use-no-way-back.ts'

/** The phone in a resident's hands: these pages and nothing else, until it is handed back. */
export function HandedOver({ current }: { current: HandOver }) {
  const { phone } = useApp()
  const [, navigate] = useLocation()
  const found = useHeld(current)
  const step = useLastStep((state) => state.step)
  useNoWayBack()
  useHoldUpdate(true)

  const { petition, street, door, purpose } = current
  const given = step?.kind === 'signature' && step.door.id === door ? step : undefined

  async function stop() {
    await forgetDraft(phone.db, draftIdOf(petition, current))
    moveTo('hand-back')
  }

  function end() {
    const place = `/p/${petition}/streets/${street}/doors/${door}`
    navigate(given ? `${place}/signed` : place, { replace: true })
    takeBack()
  }

  if (found === undefined) return null
  const wording = found === 'gone' ? undefined : found.petition.wordings.at(-1)
  const isOver = current.step === 'hand-back' || (current.step === 'contact' && !given)
  if (isOver || found === 'gone' || wording === undefined) return <HandBackPage onBack={end} />

  if (current.step === 'cannot')
    return <CannotPage petition={found.petition} wording={wording} onStop={stop} />
  if (current.step === 'thanks')
    return (
      <ThanksPage purpose={purpose} onGoOn={() => moveTo(purpose === 'sign' ? 'contact' : 'hand-back')} />
    )
  if (current.step === 'contact' && given) return <ContactPage given={given} />
  return <ResidentPage found={found} wording={wording} purpose={purpose} given={given} onStop={stop} />
}

/** As it was when the phone was handed over: a pull in the middle must not take the form away. */
function useHeld({ street, door }: HandOver): DoorOnWalk | 'gone' | undefined {
  const live = useDoorOnWalk(street, door)
  const [held, setHeld] = useState<DoorOnWalk>()

  useEffect(() => {
    if (live !== undefined && live !== 'gone') setHeld((first) => first ?? live)
  }, [live])

  return held ?? live
}
