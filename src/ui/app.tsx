import { lazy, type ReactNode, Suspense } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { PetitionId } from '#domain/ids.ts'
import { PetitionShell } from './petition-shell.tsx'
import { ButtonLink } from './shared/button-link.tsx'
import { ScreenBoundary } from './shared/screen-boundary.tsx'
import { UpdateBanner } from './shared/update-banner.tsx'
import { JoinPage } from './start/join-page.tsx'
import { NotFoundPage } from './start/not-found-page.tsx'
import { PetitionsPage } from './start/petitions-page.tsx'
import { StartPage } from './start/start-page.tsx'
import { BlankPage } from './volunteer/signing/blank-page.tsx'
import { useHandOver } from './volunteer/signing/hand-over.ts'
import { useIsLockedOut } from './volunteer/signing/use-screen-lock.ts'
import { appText as text } from './volunteer/text.ts'
import { VolunteerRoutes } from './volunteer/volunteer-routes.tsx'

/** Not needed to knock; asked for as soon as there is a door, and on the phone with the rest before it goes offline. */
const HandedOver = lazy(async () => ({
  default: (await import('./volunteer/signing/handed-over.tsx')).HandedOver,
}))

/** A volunteer's phone never downloads these. */
const CaptainRoutes = lazy(async () => ({
  default: (await import('./captain/captain-routes.tsx')).CaptainRoutes,
}))
const OrganiserRoutes = lazy(async () => ({
  default: (await import('./organiser/organiser-routes.tsx')).OrganiserRoutes,
}))

export function App() {
  const handedOver = useHandOver((state) => state.current)
  const lock = useIsLockedOut()

  // In a resident's hands there is one page, whatever the address says.
  if (handedOver) {
    return (
      <Boundary>
        <PetitionShell petition={handedOver.petition} isCollecting>
          <Suspense>
            <HandedOver current={handedOver} />
          </Suspense>
        </PetitionShell>
      </Boundary>
    )
  }
  if (!lock) return null
  if (lock.isLockedOut) return <BlankPage onHeld={lock.pass} />
  return (
    <Boundary>
      <Switch>
        <Route path="/" component={StartPage} />
        <Route path="/join" component={JoinPage} />
        <Route path="/petitions" component={PetitionsPage} />
        <Route path="/p/:petition/*?">
          {({ petition, '*': rest = '' }) => (
            <PetitionScreens key={petition} petition={petition} part={rest} />
          )}
        </Route>
        <Route component={NotFoundPage} />
      </Switch>
    </Boundary>
  )
}

function PetitionScreens({ petition: inAddress, part }: { petition: string; part: string }) {
  const petition = PetitionId.safeParse(inAddress)
  if (!petition.success) return <NotFoundPage />
  const [role] = part.split('/')
  if (role === 'captain' || role === 'organiser') {
    const RoleRoutes = role === 'captain' ? CaptainRoutes : OrganiserRoutes
    return (
      <PetitionShell petition={petition.data} isCollecting={false}>
        <UpdateBanner />
        <Boundary text={text.notLoaded}>
          <Suspense fallback={<p role="status">{text.loading}</p>}>
            <RoleRoutes petition={petition.data} />
          </Suspense>
        </Boundary>
      </PetitionShell>
    )
  }
  return (
    <PetitionShell petition={petition.data} isCollecting>
      <VolunteerRoutes petition={petition.data} />
    </PetitionShell>
  )
}

function Boundary({
  text: words = text.broken,
  children,
}: {
  text?: { title: string; words: string; reload: string }
  children: ReactNode
}) {
  const [at] = useLocation()
  return (
    <ScreenBoundary text={words} at={at} wayOn={<ButtonLink href="~/">{text.backToFirst}</ButtonLink>}>
      {children}
    </ScreenBoundary>
  )
}
