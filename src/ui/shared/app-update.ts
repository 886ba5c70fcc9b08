/**
 * A new version of the app waits until a safe moment. A screen with something
 * half-typed holds it back; while anything does, nobody is even told.
 */
import { useEffect } from 'react'
import { create } from 'zustand'

type AppUpdate = {
  /** Loads the waiting version; undefined while there is none. */
  readonly apply: (() => void) | undefined
  readonly holds: number
}

export const useAppUpdate = create<AppUpdate>(() => ({ apply: undefined, holds: 0 }))

export const offerUpdate = (apply: () => void): void => useAppUpdate.setState({ apply })

export function useHoldUpdate(isHeld: boolean): void {
  useEffect(() => {
    if (!isHeld) return
    useAppUpdate.setState(({ holds }) => ({ holds: holds + 1 }))
    return () => useAppUpdate.setState(({ holds }) => ({ holds: holds - 1 }))
  }, [isHeld])
}
