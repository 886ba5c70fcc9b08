import type { MutableRefObject } from 'react'
import type { PetitionRow } from '#device/database.ts'
import type { PaperPlace } from '#domain/paper-place.ts'
import type { SignatureStep } from '../last-step.ts'
import { CannotPage } from './cannot-page.tsx'
import { ContactPage } from './contact-page.tsx'
import type { ContactAnswers } from './contact-schema.ts'
import type { HandOver } from './hand-over.ts'
import { PaperPage } from './paper-page.tsx'
import type { ShownWording } from './shown-wording.ts'

export type LaterStepProps = {
  step: Extract<HandOver['step'], 'cannot' | 'age' | 'paper' | 'contact'>
  petition: PetitionRow
  wording: ShownWording
  given: SignatureStep | undefined
  half: MutableRefObject<ContactAnswers | undefined>
  onPaper: (place: PaperPlace) => void
  onStop: () => void
}

/** What a plain signature never meets: loaded apart, and on the phone with the rest before it goes offline. */
export function LaterStep({ step, petition, wording, given, half, onPaper, onStop }: LaterStepProps) {
  if (step === 'cannot' || step === 'age') {
    return <CannotPage why={step} petition={petition} wording={wording} onStop={onStop} />
  }
  if (step === 'paper') return <PaperPage onPaper={onPaper} />
  return given ? <ContactPage given={given} half={half} /> : null
}
