import { Route, Switch } from 'wouter'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Page } from '../../shared/page.tsx'
import { DisplayPage } from '../display/display-page.tsx'
import { InstallPage } from '../install/install-page.tsx'
import { KnockersPage } from '../knockers/knockers-page.tsx'
import { ReadyPage } from '../ready/ready-page.tsx'
import { BackByPage } from '../safety/back-by-page.tsx'
import { LeaveNowPage } from '../safety/leave-now-page.tsx'
import { CardPage } from '../script/card-page.tsx'
import { ScriptPage } from '../script/script-page.tsx'
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
      <Route path="/install" component={InstallPage} />
      <Route path="/card" component={CardPage} />
      <Route path="/back-by" component={BackByPage} />
      <Route path="/knockers" component={KnockersPage} />
      <Route path="/script/:street?/:door?">
        {({ street, door }) => <ScriptPage street={street} door={door} />}
      </Route>
      <Route path="/leave-now/:street?/:door?">
        {({ street, door }) => <LeaveNowPage street={street} door={door} />}
      </Route>
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
