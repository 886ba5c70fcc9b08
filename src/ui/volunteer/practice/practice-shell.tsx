import { type ReactNode, useEffect, useState } from 'react'
import { Link, Router, useLocation } from 'wouter'
import { AppContext, useApp } from '../../shared/app-context.ts'
import { GatheringContext } from '../gathering.ts'
import { forgetStep, useLastStep } from '../last-step.ts'
import { useHandOver } from '../signing/hand-over.ts'
import styles from './practice.module.css'
import { isInPractice, PRACTICE } from './practice-id.ts'
import { PracticePage } from './practice-page.tsx'
import { endPractice, type Practice, practise } from './practice-phone.ts'
import { practiceText as text } from './text.ts'

/** The same screens as at a real door, over a phone that keeps nothing, and a banner above each of them. */
export function PracticeShell({ children }: { children: ReactNode }) {
  const real = useApp()
  const [at] = useLocation()
  const isHandedOver = useHandOver(({ current }) => current !== undefined)
  const [practice, setPractice] = useState<Practice>()

  useEffect(() => {
    let isGone = false
    // What was saved at a real door can be undone at a real one only.
    forgetStepUnless(isOfPractice())
    void practise(real).then((begun) => {
      if (!isGone) setPractice(begun)
    })
    return () => {
      isGone = true
      // The page changes hands at an address of practice too.
      if (isInPractice(location.pathname)) return
      forgetStepUnless(!isOfPractice())
      endPractice()
    }
  }, [real])

  if (!practice) return null
  return (
    <AppContext.Provider value={practice.app}>
      <GatheringContext.Provider value={practice.gathering}>
        <div className={styles.practice}>
          <aside className={styles.banner} aria-label={text.title}>
            <p>{text.banner}</p>
            {!isHandedOver && <Link href="/">{text.end}</Link>}
          </aside>
          {isHandedOver || isScreen(at) ? (
            children
          ) : (
            <Router base={`/p/${PRACTICE}`}>
              <PracticePage />
            </Router>
          )}
        </div>
      </GatheringContext.Provider>
    </AppContext.Provider>
  )
}

/** What is about the petition as a whole is not practised. */
const isScreen = (at: string) => /\/(streets|script|leave-now)(\/|$)/.test(at)

function isOfPractice(): boolean {
  const { step } = useLastStep.getState()
  const door = step?.kind === 'knock' ? step.doors[0]?.door : step?.door
  return door?.petition === PRACTICE
}

function forgetStepUnless(mayStay: boolean): void {
  if (!mayStay) forgetStep()
}
