import { Route, Switch } from 'wouter'
import { ReadyPage } from '../ready/ready-page.tsx'
import { StoragePage } from '../storage/storage-page.tsx'
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
    </Switch>
  )
}
