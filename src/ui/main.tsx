/** The composition root: opens the phone and puts the app on the page. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openPhone } from './open-phone.ts'
import { registerServiceWorker } from './register-service-worker.ts'
import { AppContext, type App as AppParts } from './shared/app-context.ts'
import './shared/tokens.css'
import './shared/base.css'
import { type Lack, whatIsLacking } from './start/needs.ts'
import { NeedsPage } from './start/needs-page.tsx'
import { listenForInstallPrompt } from './volunteer/ready/install-prompt.ts'

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
