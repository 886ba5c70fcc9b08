import { Route, Router, Switch } from 'wouter'
import type { PetitionId } from '#domain/ids.ts'
import { ButtonLink } from '../shared/button-link.tsx'
import { Page } from '../shared/page.tsx'
import { SkipLink } from '../shared/skip-link.tsx'
import { BoardPage } from './board/board-page.tsx'
import { InvitePage } from './invite-page.tsx'
import { StreetPage } from './street/street-page.tsx'
import { pageText } from './text.ts'

/** All screens of a street captain, below `/p/:petition/captain`. */
export function CaptainRoutes({ petition }: { petition: PetitionId }) {
  return (
    <Router base={`/p/${petition}/captain`}>
      <SkipLink />
      <Switch>
        <Route path="/">
          <BoardPage petition={petition} />
        </Route>
        <Route path="/invite">
          <InvitePage petition={petition} />
        </Route>
        <Route path="/streets/:street">
          {({ street }) => <StreetPage key={street} petition={petition} street={street} />}
        </Route>
        <Route>
          <Page title={pageText.notFound}>
            <p>{pageText.notFoundHelp}</p>
            <ButtonLink href="/">{pageText.toBoard}</ButtonLink>
          </Page>
        </Route>
      </Switch>
    </Router>
  )
}
