/** Puts the phone together: the only place that knows the real clock, dice, net and store. */
import { browserClock, browserDice, browserNet, withSyncLock } from '#device/browser-effects.ts'
import { PhoneDatabase } from '#device/database.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { openJournalFiles } from '#device/journal-files.ts'
import { localSentinel } from '#device/local-sentinel.ts'
import { createPhone } from '#device/phone.ts'
import { createStorage } from '#device/phone-storage.ts'
import { whatStorageIs } from '#device/storage-facts.ts'
import { recountAll } from '#device/store/recount.ts'
import { askToBeWoken } from '#device/wake-up.ts'
import { PetitionId } from '#domain/ids.ts'
import { askAhead } from './ask-ahead.ts'
import type { App as AppParts } from './shared/app-context.ts'
import { renewSessionsBy } from './shared/call.ts'
import { browserLabel } from './start/browser-label.ts'

/** By then the slowest phone shows its first screen. */
const FIRST_SCREEN_MS = 3_000

/** What does not come with the self-check is asked for again by the screen itself. */
const AHEAD_MS = 100

/** Rejects where the browser keeps nothing. */
export async function openPhone(): Promise<AppParts> {
  const db = new PhoneDatabase()
  // Side by side with the files; whether it opens is the self-check's question.
  db.open().catch(() => undefined)
  const storage = createStorage({
    db,
    files: await openJournalFiles(browserClock),
    sentinel: localSentinel,
    clock: browserClock,
  })
  const asked = askAhead(db, location.pathname, browserClock.now()).catch(() => undefined)
  await storage.check.start()
  await Promise.race([asked, browserClock.sleep(AHEAD_MS)])
  const phone = createPhone({
    storage,
    seal: createHpkeSeal(browserDice),
    net: browserNet,
    clock: browserClock,
    dice: browserDice,
    withLock: withSyncLock,
    askToBeWoken,
  })
  renewSessionsBy((petition) => phone.renewSession(PetitionId.parse(petition)))
  const recover = () => void phone.recover(browserLabel(navigator.userAgent)).catch(() => undefined)
  recover()
  window.addEventListener('online', recover)
  // The first screen first: thousands of records come from the worker, and each is read.
  const compared = browserClock
    .sleep(FIRST_SCREEN_MS)
    .then(storage.check.compare)
    .catch(() => undefined)
  // What an old tab writes beside us, it does not count.
  void compared.then(() => recountAll(db)).catch(() => undefined)
  return {
    phone,
    now: browserClock.now,
    dice: browserDice,
    keepStorage: createKeepStorage(),
    whatStorageIs: () => whatStorageIs(browserClock),
  }
}

function createKeepStorage(): () => void {
  let wasAsked = false
  return () => {
    if (wasAsked) return
    wasAsked = true
    void navigator.storage?.persist?.().catch(() => false)
  }
}
