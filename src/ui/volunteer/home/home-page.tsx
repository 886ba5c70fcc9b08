import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { hasPassedProbe } from '#device/key-probe.ts'
import { oldestUnsentAt, readStreetsPage, type StreetsPage } from '#device/reads.ts'
import { isAllowed } from '#domain/permission.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Notice } from '../../shared/notice.tsx'
import { ThreeNumbers } from '../../shared/three-numbers.tsx'
import { UpdateBanner } from '../../shared/update-banner.tsx'
import { useGathering, useSyncStatus } from '../gathering.ts'
import layout from '../layout.module.css'
import { GateNotice } from '../ready/gate-notice.tsx'
import { gateOf, useStorageFacts } from '../ready/use-storage-facts.ts'
import { Screen } from '../screen.tsx'
import { StorageNotice } from '../storage/storage-notice.tsx'
import { SyncLine } from '../sync-line.tsx'
import { dayText, storageText, homeText as text, timeText } from '../text.ts'
import { OpenDraft } from './open-draft.tsx'
import { StreetCard } from './street-card.tsx'

const MANY_UNSENT = 200
const LONG_UNSENT_MS = 2 * 24 * 60 * 60 * 1000

/** A phone that is lost with so much on it, or for so long, is a street's work lost. */
const waitsLong = (unsent: number, ms: number) => unsent >= MANY_UNSENT || ms > LONG_UNSENT_MS

/** The first screen of a day: what this volunteer has gathered, what is unsent, and where to go on. */
export function HomePage() {
  const { phone, now } = useApp()
  const { membership } = useGathering()
  const { petition } = membership
  const read = useLiveQuery(
    async () => ({
      page: await readStreetsPage(phone.db, petition),
      isReady: await hasPassedProbe(phone.db, membership),
      oldest: await oldestUnsentAt(phone.db, petition),
    }),
    [phone.db, petition, membership],
  )
  const gate = gateOf(useStorageFacts().facts)
  if (!read) return null
  if (!read.page) return <FirstPull />
  const { page, isReady, oldest } = read
  const { state } = page.petition

  return (
    <Screen title={page.petition.title} action={<GoOn page={page} />}>
      <SyncLine
        unsent={page.unsent}
        received={page.total.received}
        lastSyncedAt={page.petition.lastSyncedAt}
        lastBatchCode={page.petition.lastBatchCode}
      />
      <StorageNotice />
      {gate && <GateNotice gate={gate} />}
      {oldest !== undefined && waitsLong(page.unsent, now().getTime() - oldest) && (
        <Notice tone="warning" actions={<ButtonLink href="/storage">{storageText.more}</ButtonLink>}>
          {storageText.waitsLong(page.unsent, timeText(oldest, now()))}
        </Notice>
      )}
      <UpdateBanner />
      <OpenDraft />
      {state !== 'open' && <Notice tone="warning">{text.stateNotOpen[state]}</Notice>}
      {page.refused > 0 && (
        <Notice tone="warning" actions={<ButtonLink href="/refused">{text.refusedLook}</ButtonLink>}>
          {text.refused(page.refused)}
        </Notice>
      )}
      {!isReady && (
        <Notice
          tone="warning"
          title={text.readyToDo}
          actions={<ButtonLink href="/ready">{text.readyCheck}</ButtonLink>}
        >
          {text.readyToDoWords}
        </Notice>
      )}
      <section className={layout.stack} aria-labelledby="total">
        <h2 className={layout.heading} id="total">
          {text.total}
        </h2>
        <ThreeNumbers tally={page.total} />
      </section>
      <Streets page={page} />
      <More returnBy={page.petition.returnBy} />
    </Screen>
  )
}

function Streets({ page }: { page: StreetsPage }) {
  const { elsewhere } = page
  const hasElsewhere = elsewhere.onPhones + elsewhere.received > 0
  if (page.streets.length === 0 && !hasElsewhere)
    return <EmptyState title={text.noStreets}>{text.noStreetsHelp}</EmptyState>

  return (
    <section className={layout.stack} aria-labelledby="streets">
      <h2 className={layout.heading} id="streets">
        {text.streets}
      </h2>
      <ul className={layout.plain}>
        {page.streets.map((street) => (
          <StreetCard key={street.id} street={street} />
        ))}
      </ul>
      {hasElsewhere && (
        <section aria-label={text.elsewhere}>
          <h3 className={layout.heading}>{text.elsewhere}</h3>
          <ThreeNumbers tally={elsewhere} size="small" />
        </section>
      )}
    </section>
  )
}

/** Leads to the first street that still has doors to visit. */
function GoOn({ page }: { page: StreetsPage }) {
  const { sync } = useGathering()
  const isLooking = useSyncStatus().phase === 'passing'
  const street = page.streets.find(({ doors, doorsDone }) => doorsDone < doors) ?? page.streets[0]
  if (!street) {
    return (
      <Button variant="primary" wide busy={isLooking} onClick={sync.wake}>
        {text.look}
      </Button>
    )
  }
  const isBegun = street.doorsDone > 0 || street.tally.onPhones + street.tally.received > 0
  return (
    <ButtonLink href={`/streets/${street.id}`} variant="primary" wide>
      {isBegun ? text.goOn(street.name) : text.start(street.name)}
    </ButtonLink>
  )
}

function More({ returnBy }: { returnBy: string }) {
  const { role, petition } = useGathering().membership
  return (
    <nav className={layout.links} aria-label={text.more}>
      <p className={layout.quiet}>{text.returnBy(dayText(returnBy))}</p>
      <ul className={layout.plain}>
        <li>
          <Link href="/session">{text.session}</Link>
        </li>
        <li>
          <Link href="/ready">{text.readyCheck}</Link>
        </li>
        <li>
          <Link href="/storage">{storageText.page}</Link>
        </li>
        {isAllowed(role, 'board:read') && (
          <li>
            <Link href={`~/p/${petition}/captain`}>{text.board}</Link>
          </li>
        )}
        {isAllowed(role, 'petition:change') && (
          <li>
            <Link href={`~/p/${petition}/organiser`}>{text.organiser}</Link>
          </li>
        )}
        <li>
          <Link href="~/petitions">{text.allPetitions}</Link>
        </li>
      </ul>
    </nav>
  )
}

function FirstPull() {
  const { membership, sync } = useGathering()
  const isLooking = useSyncStatus().phase === 'passing'
  const look = (
    <Button variant="primary" wide busy={isLooking} onClick={sync.wake}>
      {text.look}
    </Button>
  )
  return (
    <Screen title={membership.title} action={look}>
      <SyncLine unsent={0} received={0} lastSyncedAt={undefined} lastBatchCode={undefined} />
      <EmptyState title={text.firstPull}>{text.firstPullHelp}</EmptyState>
    </Screen>
  )
}
