import { lazy, Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { DoorId, type PetitionId, StreetId } from '#domain/ids.ts'
import { HomePage } from './home/home-page.tsx'
import { CheckIn } from './safety/load-aids.ts'
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

/** All other addresses, those that lead nowhere too. */
const others = (
  <Suspense fallback={<p role="status">{appText.loading}</p>}>
    <SessionRoutes />
  </Suspense>
)

const ToolRoutes = lazy(async () => ({ default: (await loadTools()).ToolRoutes }))

/** All screens of a volunteer, below `/p/:petition`. Each door is a screen of its own: nothing is carried over. */
export function VolunteerRoutes({ petition }: { petition: PetitionId }) {
  return (
    <Router base={`/p/${petition}`}>
      <Switch>
        <Route path="/" component={HomePage} />
        <Route path="/streets/:street">
          {(params) => {
            const street = StreetId.safeParse(params.street)
            return street.success ? <WalkPage key={street.data} street={street.data} /> : others
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
              others
            )
          }}
        </Route>
        {['order', 'by-hand', 'add', 'several/:door?'].map((path) => (
          <Route key={path} path={`/streets/:street/${path}`}>
            {(params) => {
              const street = StreetId.safeParse(params.street)
              return street.success ? (
                <Suspense fallback={<p role="status">{appText.loading}</p>}>
                  <ToolRoutes street={street.data} />
                </Suspense>
              ) : (
                others
              )
            }}
          </Route>
        ))}
        <Route>{others}</Route>
      </Switch>
      <Suspense>
        <CheckIn />
      </Suspense>
    </Router>
  )
}

const stepPages = new Map([
  ['', DoorPage],
  ['sign', ReadPage],
  ['signed', SignedPage],
])
