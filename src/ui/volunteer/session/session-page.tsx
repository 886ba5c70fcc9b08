import { useLiveQuery } from 'dexie-react-hooks'
import { readSetAside, readStreetsPage } from '#device/reads.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { ThreeNumbers } from '../../shared/three-numbers.tsx'
import { useGathering, useSyncStatus } from '../gathering.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { SyncLine } from '../sync-line.tsx'
import { homeText, syncText } from '../text.ts'
import { LeavePetition } from './leave-petition.tsx'
import { sessionText as text } from './text.ts'
import { ByKnocker, CallBackList, TimeOut } from './today.tsx'
import { Ways } from './ways.tsx'

/** The end of a day: what was signed, what is still to send, where to go again, and the way out. Only one's own. */
export function SessionPage() {
  const { phone } = useApp()
  const { membership, sync } = useGathering()
  const { petition, name, role } = membership
  const isSending = useSyncStatus().phase === 'passing'
  const read = useLiveQuery(
    async () => ({
      page: await readStreetsPage(phone.db, petition),
      setAside: await readSetAside(phone.db, petition),
    }),
    [phone.db, petition],
  )
  if (!read) return null
  const { page, setAside } = read
  const [refused, deferred] = [setAside.refused.length, setAside.deferred.length]
  const unsent = page?.unsent ?? 0

  return (
    <Screen
      title={text.title}
      lead={text.who(name, role)}
      back={{ href: '/', label: homeText.streets }}
      action={
        <Button variant="primary" wide busy={isSending} onClick={sync.wake}>
          {isSending ? syncText.sending : syncText.sendNow}
        </Button>
      }
    >
      {page && (
        <section className={layout.stack}>
          <h2 className={layout.heading}>{text.signed}</h2>
          <ThreeNumbers tally={page.total} />
        </section>
      )}
      <section className={layout.stack}>
        <h2 className={layout.heading}>{text.unsent}</h2>
        <p>{text.unsentWords(unsent)}</p>
        <SyncLine
          hasButton={false}
          unsent={unsent}
          received={page?.total.received ?? 0}
          lastSyncedAt={page?.petition.lastSyncedAt}
          lastBatchCode={page?.petition.lastBatchCode}
        />
      </section>
      {refused + deferred > 0 && (
        <Notice tone="plain" actions={<ButtonLink href="/refused">{text.setAsideLook}</ButtonLink>}>
          {text.setAside(refused, deferred)}
        </Notice>
      )}
      <TimeOut />
      <CallBackList />
      <ByKnocker />
      <Ways />
      <LeavePetition unsent={unsent} />
    </Screen>
  )
}
