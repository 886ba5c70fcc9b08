/** Puts the phone together: the only place that knows the real clock, dice, net and store. */
import { browserClock, browserDice, browserNet, withSyncLock } from '#device/browser-effects.ts'
import { PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createPhone } from '#device/phone.ts'
import { askToBeWoken } from '#device/wake-up.ts'
import { PetitionId } from '#domain/ids.ts'
import type { App as AppParts } from './shared/app-context.ts'
import { renewSessionsBy } from './shared/call.ts'

const OPEN_TIMEOUT_MS = 10_000

/** Rejects where the browser keeps nothing. */
export async function openPhone(): Promise<AppParts> {
  const db = new PhoneDatabase()
  await within(OPEN_TIMEOUT_MS, db.open())
  const phone = createPhone({
    db,
    store: createDexieStore(db),
    seal: createHpkeSeal(browserDice),
    net: browserNet,
    clock: browserClock,
    dice: browserDice,
    withLock: withSyncLock,
    askToBeWoken,
  })
  renewSessionsBy((petition) => phone.renewSession(PetitionId.parse(petition)))
  return { phone, now: browserClock.now, dice: browserDice, keepStorage: createKeepStorage() }
}

/** Some browsers never answer when their storage is broken. */
function within<T>(ms: number, work: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('storage opens in time')), ms)
    work.then(resolve, reject)
  })
}

function createKeepStorage(): () => void {
  let wasAsked = false
  return () => {
    if (wasAsked) return
    wasAsked = true
    void navigator.storage?.persist?.().catch(() => false)
  }
}
