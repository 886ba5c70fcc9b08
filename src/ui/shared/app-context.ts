import { createContext, useContext } from 'react'
import type { Phone } from '#device/phone.ts'
import type { Dice } from '#device/ports.ts'
import type { StorageFacts } from '#device/storage-facts.ts'

/** What the composition root hands to the screens: everything that is not pure. */
export type App = {
  readonly phone: Phone
  readonly now: () => Date
  readonly dice: Dice
  /** Asks the browser, once, to keep what is stored here. Call it when there is something to keep. */
  readonly keepStorage: () => void
  readonly whatStorageIs: () => Promise<StorageFacts>
}

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('screens stand inside AppContext')
  return app
}
