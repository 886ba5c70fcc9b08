import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import type { PhoneDatabase } from '#device/database.ts'
import { lockScreens, readScreenLock, unlockScreens } from '#device/screen-lock.ts'
import { createAhead } from '../../shared/ahead.ts'
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

type Lock = { readonly lock: string | undefined }

const ahead = createAhead<Lock>()

export const askLockAhead = (db: PhoneDatabase): Promise<void> => ahead.ask('', () => readLock(db))

const readLock = async (db: PhoneDatabase): Promise<Lock> => ({
  lock: await readScreenLock(db).catch(() => undefined),
})

/** Whether another tab, or the app before it was killed, was handed over and not taken back. Undefined while it is read. */
export function useIsLockedOut(): { isLockedOut: boolean; pass: () => void } | undefined {
  const { phone } = useApp()
  const passed = useHandOver((state) => state.passed)
  const [first] = useState(() => ahead.take(''))
  const read = useLiveQuery(() => readLock(phone.db), [phone.db], first)
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
