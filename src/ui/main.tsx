/** The composition root: the only place that knows the real clock, dice, net and store. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { browserClock, browserDice, browserNet, withSyncLock } from '#device/browser-effects.ts'
import { PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createPhone } from '#device/phone.ts'
import { PetitionId } from '#domain/ids.ts'
import { App } from './app.tsx'
import { registerServiceWorker } from './register-service-worker.ts'
import { AppContext, type App as AppParts } from './shared/app-context.ts'
import { renewSessionsBy } from './shared/call.ts'
import './shared/tokens.css'
import './shared/base.css'
import { type Lack, whatIsLacking } from './start/needs.ts'
import { NeedsPage } from './start/needs-page.tsx'
import { listenForInstallPrompt } from './volunteer/ready/install-prompt.ts'

const OPEN_TIMEOUT_MS = 10_000

const place = document.getElementById('app')
if (place) {
  listenForInstallPrompt()
  const root = createRoot(place)
  const show = (lack: Lack | undefined, parts?: AppParts) =>
    root.render(
      <StrictMode>
        {parts && !lack ? (
          <AppContext.Provider value={parts}>
            <App />
          </AppContext.Provider>
        ) : (
          <NeedsPage lack={lack ?? 'no-storage'} />
        )}
      </StrictMode>,
    )

  const lack = whatIsLacking()
  if (lack) show(lack)
  else
    void openPhone().then(
      (parts) => {
        show(undefined, parts)
        if (import.meta.env.PROD) registerServiceWorker().catch(() => undefined)
      },
      () => show('no-storage'),
    )
}

async function openPhone(): Promise<AppParts> {
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
