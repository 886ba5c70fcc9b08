import { lazy, Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { DoorId, type PetitionId, StreetId } from '#domain/ids.ts'
import { ButtonLink } from '../shared/button-link.tsx'
import { Page } from '../shared/page.tsx'
import { HomePage } from './home/home-page.tsx'
import { ReadPage } from './signing/read-page.tsx'
import { SignedPage } from './signing/signed-page.tsx'
import { DoorPage } from './streets/door-page.tsx'
import { loadTools } from './streets/load-tools.ts'
import { WalkPage } from './streets/walk-page.tsx'
import { appText } from './text.ts'

/** Not needed to gather; on the phone with the rest, before it goes offline. */
const SessionRoutes = lazy(async () => ({
  default: (await import('./session/session-routes.tsx')).SessionRoutes,
}))

const ToolRoutes = lazy(async () => ({ default: (await loadTools()).ToolRoutes }))

/** All screens of a volunteer, below `/p/:petition`. Each door is a screen of its own: nothing is carried over. */
export function VolunteerRoutes({ petition }: { petition: PetitionId }) {
  return (
    <Router base={`/p/${petition}`}>
      <Switch>
        <Route path="/" component={HomePage} />
        {['/ready', '/session', '/refused', '/storage'].map((path) => (
          <Route key={path} path={path}>
            <Suspense fallback={<p role="status">{appText.loading}</p>}>
              <SessionRoutes />
            </Suspense>
          </Route>
        ))}
        <Route path="/streets/:street">
          {(params) => {
            const street = StreetId.safeParse(params.street)
            return street.success ? <WalkPage key={street.data} street={street.data} /> : <NotFoundPage />
          }}
        </Route>
        <Route path="/streets/:street/doors/:door/:step?">
          {(params) => {
            const street = StreetId.safeParse(params.street)
            const door = DoorId.safeParse(params.door)
            const Step = stepPages.get(params.step ?? '')
            return street.success && door.success && Step ? (
              <Step key={door.data} street={street.data} door={door.data} />
            ) : (
              <NotFoundPage />
            )
          }}
        </Route>
        {['order', 'by-hand', 'several/:door?'].map((path) => (
          <Route key={path} path={`/streets/:street/${path}`}>
            {(params) => {
              const street = StreetId.safeParse(params.street)
              return street.success ? (
                <Suspense fallback={<p role="status">{appText.loading}</p>}>
                  <ToolRoutes street={street.data} />
                </Suspense>
              ) : (
                <NotFoundPage />
              )
            }}
          </Route>
        ))}
        <Route component={NotFoundPage} />
      </Switch>
    </Router>
  )
}

const stepPages = new Map([
  ['', DoorPage],
  ['sign', ReadPage],
  ['signed', SignedPage],
])

function NotFoundPage() {
  return (
    <Page title={appText.notFound}>
      <p>{appText.notFoundHelp}</p>
      <div>
        <ButtonLink href="/">{appText.backToFirst}</ButtonLink>
      </div>
    </Page>
  )
}
