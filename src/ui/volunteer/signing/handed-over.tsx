import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { forgetDraft } from '#device/drafts.ts'
import { unlockScreens } from '#device/screen-lock.ts'
import type { PaperPlace } from '#domain/paper-place.ts'
import { useApp } from '../../shared/app-context.ts'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { useGathering } from '../gathering.ts'
import { useLastStep } from '../last-step.ts'
import { type DoorOnWalk, useDoorOnWalk } from '../streets/use-door-on-walk.ts'
import { BlankPage } from './blank-page.tsx'
import type { ContactAnswers } from './contact-schema.ts'
import { draftIdOf } from './draft-id.ts'
import { HandBackPage } from './hand-back-page.tsx'
import { blank, type HandOver, moveTo, showAgain, takeBack } from './hand-over.ts'
import { InLanguage, useSpoken, useTexts } from './languages/in-language.tsx'
import { ResidentPage } from './resident-page.tsx'
import { shownWording } from './shown-wording.ts'
import type { SigningDraft } from './signing-schema.ts'
import { blankTexts } from './text.ts'
import { ThanksPage } from './thanks-page.tsx'
import { useBlanking } from './use-blanking.ts'
import { useNoWayBack } from './use-no-way-back.ts'
import { useLockOthers } from './use-screen-lock.ts'

const loadLater = () => import('./later-step.tsx')
const LaterStep = lazy(async () => ({ default: (await loadLater()).LaterStep }))

// One chunk: what is read before the phone changes hands, and the pages after it.
export { ReadTogether } from './read-together.tsx'

/** The phone in a resident's hands: these pages and nothing else, until it is handed back. */
export function HandedOver({ current }: { current: HandOver }) {
  const found = useHeld(current)
  if (found === undefined) return null
  const original = found === 'gone' ? undefined : found.petition.wordings.at(-1)
  return (
    <InLanguage door={current.door} wording={original?.language} isWhole>
      <ResidentPages current={current} found={found} />
    </InLanguage>
  )
}

type ResidentPagesProps = { current: HandOver; found: DoorOnWalk | 'gone' }

function ResidentPages({ current, found }: ResidentPagesProps) {
  const { language } = useSpoken()
  const wording = found === 'gone' ? undefined : shownWording(found.petition, language)
  const blankWords = useTexts(blankTexts)
  const { phone } = useApp()
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const half = useRef<SigningDraft>(undefined)
  const halfContact = useRef<ContactAnswers>(undefined)
  const { petition, street, door, purpose } = current
  const given = useGiven(current)
  useNoWayBack()
  useLockOthers()
  useBlanking(blank)
  useHoldUpdate(true)
  // Before the signal is lost, where no service worker keeps it.
  useEffect(() => void loadLater().catch(() => undefined), [])

  async function stop() {
    await forgetDraft(phone.db, draftIdOf(petition, current))
    moveTo('hand-back')
  }

  async function goOnPaper({ door }: DoorOnWalk, place: PaperPlace) {
    // Another's signature is here already: the door is done.
    if (!given) await gathering.knock(door, 'signed', { paper: sealedPlace(place) }).catch(() => undefined)
    await stop()
  }

  async function end() {
    await unlockScreens(phone.db).catch(() => undefined)
    const place = `/p/${petition}/streets/${street}/doors/${door}`
    navigate(given ? `${place}/signed` : place, { replace: true })
    takeBack()
  }

  const { step } = current
  const isOver = step === 'hand-back' || ((step === 'contact' || purpose === 'correct') && !given)
  if (isOver || found === 'gone' || wording === undefined) return <HandBackPage onBack={end} />
  if (current.isBlank) return <BlankPage onHeld={showAgain} text={blankWords} />

  if (step === 'form')
    return (
      <ResidentPage
        found={found}
        wording={wording}
        purpose={purpose}
        given={given}
        half={half}
        onStop={stop}
      />
    )
  if (step === 'thanks')
    return <ThanksPage purpose={purpose} given={given} petition={found.petition} onBack={end} />
  return (
    <Suspense>
      <LaterStep
        step={step}
        petition={found.petition}
        wording={wording}
        given={given}
        half={halfContact}
        onPaper={(place) => goOnPaper(found, place)}
        onStop={stop}
      />
    </Suspense>
  )
}

/** A knock of which nothing more is known seals nothing. */
const sealedPlace = (place: PaperPlace) => (Object.keys(place).length === 0 ? undefined : place)

/** The signature before this one at the door, the one to correct, or the one just given. */
function useGiven({ door, purpose }: HandOver) {
  const step = useLastStep((state) => state.step)
  const live = step?.kind === 'signature' && step.door.id === door ? step : undefined
  const first = useRef(live)
  // What is being corrected must not be gone in the middle: it would be signed anew.
  return live ?? (purpose === 'correct' ? first.current : undefined)
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
