import { useLiveQuery } from 'dexie-react-hooks'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Gathering } from '#device/phone.ts'
import type { Membership } from '#device/ports.ts'
import { countUnsent } from '#device/reads.ts'
import type { PetitionId } from '#domain/ids.ts'
import { createAhead } from './shared/ahead.ts'
import { useApp } from './shared/app-context.ts'
import { NotJoinedPage } from './start/not-joined-page.tsx'
import { GatheringContext, gatheringOf, useKeepSynced } from './volunteer/gathering.ts'
import { PRACTICE } from './volunteer/practice/practice-id.ts'

type Found = { readonly membership: Membership | undefined }

const ahead = createAhead<Found>()

export const askMembershipAhead = (petition: PetitionId, read: () => PromiseLike<Found['membership']>) =>
  ahead.ask(petition, async () => ({ membership: await read() }))

type PetitionShellProps = {
  petition: PetitionId
  /** Keeps streets and doors fresh. A captain's or organiser's screen only sends what is left. */
  isCollecting: boolean
  children: ReactNode
}

const PracticeShell = lazy(async () => ({
  default: (await import('./volunteer/practice/practice-shell.tsx')).PracticeShell,
}))

/** Around every screen of a petition. Nothing below it knows whether it is practice. */
export function PetitionShell(props: PetitionShellProps) {
  return props.petition === PRACTICE ? (
    <Suspense>
      <PracticeShell>{props.children}</PracticeShell>
    </Suspense>
  ) : (
    <RealShell {...props} />
  )
}

/** Who this phone is in the petition, and its sync. */
function RealShell({ petition, isCollecting, children }: PetitionShellProps) {
  const { phone } = useApp()
  const [first] = useState(() => ahead.take(petition))
  const found = useLiveQuery(
    async () => ({ membership: await phone.membership(petition) }),
    [phone, petition],
    first,
  )
  if (!found) return null
  if (!found.membership) return <NotJoinedPage />
  const gathering = gatheringOf(phone, found.membership)
  return (
    <GatheringContext.Provider value={gathering}>
      <KeepSynced gathering={gathering} isCollecting={isCollecting} />
      {children}
    </GatheringContext.Provider>
  )
}

function KeepSynced({ gathering, isCollecting }: { gathering: Gathering; isCollecting: boolean }) {
  const { phone } = useApp()
  const { petition } = gathering.membership
  const unsent = useLiveQuery(() => countUnsent(phone.db, petition), [phone.db, petition]) ?? 0
  useKeepSynced(gathering, unsent > 0, isCollecting)
  return null
}
