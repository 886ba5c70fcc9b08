/** The composition root: opens the phone and puts the app on the page. */
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openPhone } from './open-phone.ts'
import { AppContext, type App as AppParts } from './shared/app-context.ts'
import './shared/tokens.css'
import './shared/base.css'
import { type Lack, whatIsLacking } from './start/needs.ts'
import { listenForInstallPrompt } from './volunteer/ready/install-prompt.ts'

/** Where it is shown, nothing is gathered: nobody else has to download it. */
const NeedsPage = lazy(async () => ({ default: (await import('./start/needs-page.tsx')).NeedsPage }))

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
          <Suspense>
            <NeedsPage lack={lack ?? 'no-storage'} />
          </Suspense>
        )}
      </StrictMode>,
    )

  const lack = whatIsLacking()
  if (lack) show(lack)
  else
    void openPhone().then(
      (parts) => {
        show(undefined, parts)
        import('./volunteer/display/begin.ts').then(
          ({ begin }) => begin(),
          () => undefined,
        )
        if (import.meta.env.PROD)
          import('./register-service-worker.ts')
            .then(({ registerServiceWorker }) => registerServiceWorker())
            .catch(() => undefined)
      },
      () => show('no-storage'),
    )
}
