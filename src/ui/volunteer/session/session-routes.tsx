import { Route, Switch } from 'wouter'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Page } from '../../shared/page.tsx'
import { DisplayPage } from '../display/display-page.tsx'
import { ReadyPage } from '../ready/ready-page.tsx'
import { StoragePage } from '../storage/storage-page.tsx'
import { appText as text } from '../text.ts'
import { RefusedPage } from './refused-page.tsx'
import { SessionPage } from './session-page.tsx'

/** What a volunteer looks at before and after a walk. */
export function SessionRoutes() {
  return (
    <Switch>
      <Route path="/ready" component={ReadyPage} />
      <Route path="/session" component={SessionPage} />
      <Route path="/refused" component={RefusedPage} />
      <Route path="/storage" component={StoragePage} />
      <Route path="/phone" component={DisplayPage} />
      <Route component={NotFoundPage} />
    </Switch>
  )
}

function NotFoundPage() {
  return (
    <Page title={text.notFound}>
      <p>{text.notFoundHelp}</p>
      <div>
        <ButtonLink href="/">{text.backToFirst}</ButtonLink>
      </div>
    </Page>
  )
}
