import { type ComponentType, lazy, Suspense } from 'react'
import type { PetitionRow } from '#device/database.ts'
import { Button } from '../../shared/button.tsx'
import type { SignatureStep } from '../last-step.ts'
import layout from '../layout.module.css'
import { HandBack } from './hand-back-page.tsx'
import { type HandOver, moveTo } from './hand-over.ts'
import { useTexts } from './languages/in-language.tsx'
import { ResidentScreen } from './resident-screen.tsx'
import type { TakeAwayProps } from './take-away.tsx'
import { signingTexts } from './text.ts'

/** Where it can't be loaded, the signature is saved all the same. */
const TakeAway = lazy(async (): Promise<{ default: ComponentType<TakeAwayProps> }> => {
  try {
    return { default: (await import('./take-away.tsx')).TakeAway }
  } catch {
    return { default: () => null }
  }
})

type ThanksPageProps = {
  purpose: HandOver['purpose']
  given: SignatureStep | undefined
  petition: PetitionRow
  onBack: () => void
}

/** Shown only after the save has resolved (J1). A held press takes the phone back from here: one tap less for each door. */
export function ThanksPage({ purpose, given, petition, onBack }: ThanksPageProps) {
  const text = useTexts(signingTexts)
  return (
    <ResidentScreen
      title={text.thanksTitle}
      action={
        <>
          {purpose === 'sign' && given && (
            <Button wide onClick={() => moveTo('contact')}>
              {text.keepMePosted}
            </Button>
          )}
          <HandBack onBack={onBack} />
        </>
      }
    >
      <p className={layout.lead} role="status">
        {purpose === 'sign' ? text.thanksWords : text.correctedWords}
      </p>
      {given && (
        <Suspense>
          <TakeAway entry={given.entry} contact={petition.contact} />
        </Suspense>
      )}
    </ResidentScreen>
  )
}
