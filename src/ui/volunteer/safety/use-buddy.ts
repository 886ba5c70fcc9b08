import { useEffect, useState } from 'react'
import { buddyNumberOf, type WalkPlan } from '#device/walk-plan.ts'

/** The number in clear, in memory only while a page shows what it is for. */
export function useBuddy(plan: WalkPlan | undefined): string | undefined {
  const [number, setNumber] = useState<string>()

  useEffect(() => {
    let isGone = false
    setNumber(undefined)
    if (plan)
      void buddyNumberOf(plan).then((found) => {
        if (!isGone) setNumber(found)
      })
    return () => {
      isGone = true
    }
  }, [plan])

  return number
}
