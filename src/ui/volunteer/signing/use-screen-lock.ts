import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import { lockScreens, readScreenLock, unlockScreens } from '#device/screen-lock.ts'
import { useApp } from '../../shared/app-context.ts'
import { passLock, useHandOver } from './hand-over.ts'

/** Closes every other tab, and what is opened next, for as long as this one is handed over. */
export function useLockOthers(): void {
  const { phone, dice } = useApp()
  useEffect(() => {
    const lock = () => {
      const own = dice.id()
      passLock(own)
      // Who can't be locked out must still be able to sign.
      lockScreens(phone.db, own).catch(() => undefined)
    }
    // Somebody may have held another tab open in the meantime.
    const seen = () => {
      if (document.visibilityState === 'visible') lock()
    }
    lock()
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [phone.db, dice])
}

/** Whether another tab, or the app before it was killed, was handed over and not taken back. Undefined while it is read. */
export function useIsLockedOut(): { isLockedOut: boolean; pass: () => void } | undefined {
  const { phone } = useApp()
  const passed = useHandOver((state) => state.passed)
  const read = useLiveQuery(
    async () => ({ lock: await readScreenLock(phone.db).catch(() => undefined) }),
    [phone.db],
  )
  if (!read) return undefined
  const { lock } = read
  return {
    isLockedOut: lock !== undefined && lock !== passed,
    pass() {
      passLock(lock ?? '')
      void unlockScreens(phone.db).catch(() => undefined)
    },
  }
}
