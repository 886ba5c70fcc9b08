import { Route, Router, Switch } from 'wouter'
import type { PetitionId } from '#domain/ids.ts'
import { readPetition } from '#wire/petitions.ts'
import { Page } from '../shared/page.tsx'
import { SkipLink } from '../shared/skip-link.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { AuditPage } from './audit/audit-page.tsx'
import { BackupFilePage } from './backups/backup-file-page.tsx'
import { BatchPage } from './batches/batch-page.tsx'
import { BatchesPage } from './batches/batches-page.tsx'
import { ImportPage } from './import/import-page.tsx'
import { LatePage } from './late/late-page.tsx'
import { MergePage } from './merge/merge-page.tsx'
import { OrganiserNav } from './organiser-nav.tsx'
import styles from './organiser-routes.module.css'
import { OverviewPage } from './overview/overview-page.tsx'
import { InvitePage } from './people/invite-page.tsx'
import { PeoplePage } from './people/people-page.tsx'
import { PetitionContext } from './petition-context.ts'
import { RecoveryKitPage } from './recovery-kit/recovery-kit-page.tsx'
import { RollPage } from './roll/roll-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { AddStreetPage } from './streets/add-street-page.tsx'
import { AddStreetsFromFilePage } from './streets/add-streets-from-file-page.tsx'
import { StreetPage } from './streets/street-page.tsx'
import { StreetsPage } from './streets/streets-page.tsx'
import { pageText } from './text.ts'
import { TrayPage } from './tray/tray-page.tsx'
import { WordingPage } from './wording/wording-page.tsx'

/** All screens of an organiser, below `/p/:petition/organiser`. */
export function OrganiserRoutes({ petition }: { petition: PetitionId }) {
  const detail = useLoaded(readPetition, { params: { petition } })

  return (
    <PetitionContext.Provider value={{ petition, detail }}>
      <Router base={`/p/${petition}/organiser`}>
        <SkipLink />
        <div className={styles.shell}>
          <OrganiserNav />
          <Switch>
            <Route path="/" component={OverviewPage} />
            <Route path="/settings" component={SettingsPage} />
            <Route path="/wording" component={WordingPage} />
            <Route path="/recovery-kit" component={RecoveryKitPage} />
            <Route path="/streets" component={StreetsPage} />
            <Route path="/streets/add" component={AddStreetPage} />
            <Route path="/streets/add-from-file" component={AddStreetsFromFilePage} />
            <Route path="/streets/:street">
              {({ street }) => <StreetPage key={street} street={street} />}
            </Route>
            <Route path="/people" component={PeoplePage} />
            <Route path="/people/invite" component={InvitePage} />
            <Route path="/import" component={ImportPage} />
            <Route path="/batches" component={BatchesPage} />
            <Route path="/batches/tray" component={TrayPage} />
            <Route path="/batches/late" component={LatePage} />
            <Route path="/batches/backup-file" component={BackupFilePage} />
            <Route path="/batches/:batch">{({ batch }) => <BatchPage key={batch} batch={batch} />}</Route>
            <Route path="/merge" component={MergePage} />
            <Route path="/roll" component={RollPage} />
            <Route path="/audit" component={AuditPage} />
            <Route>
              <Page title={pageText.notFound}>
                <p>{pageText.notFoundHelp}</p>
              </Page>
            </Route>
          </Switch>
        </div>
      </Router>
    </PetitionContext.Provider>
  )
}
