import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useEffect, useState } from 'react'
import { hasPassedProbe, rememberProbe } from '#device/key-probe.ts'
import { readStreetsPage } from '#device/reads.ts'
import type { StorageFacts } from '#device/storage-facts.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering, useSyncStatus } from '../gathering.ts'
import { useStorageFacts } from './use-storage-facts.ts'

export type Readiness = {
  readonly streets: { readonly streets: number; readonly doors: number } | 'waiting' | 'none'
  /** The title of the wording to sign. */
  readonly wording: { readonly title: string } | 'waiting' | 'none'
  readonly key: 'opened' | 'not-opened' | 'offline' | 'waiting'
  readonly offline: 'saved' | 'waiting' | 'unable'
  readonly facts: StorageFacts | undefined
  /** This phone's clock minus the server's, as last measured. */
  readonly clockOffsetMs: number | undefined
  readonly askForStorage: () => void
  readonly lookAgain: () => void
}

export function useReadiness(): Readiness {
  const gathering = useGathering()
  const { phase } = useSyncStatus()
  const { phone } = useApp()
  const { petition } = gathering.membership
  const page = useLiveQuery(() => readStreetsPage(phone.db, petition), [phone.db, petition])
  const { key, probe } = useKeyProbe()
  const { facts, askForStorage } = useStorageFacts()
  const isLoading = phase === 'passing' || page === undefined

  const wording = page?.petition.wordings.at(-1)
  const doors = page?.streets.reduce((sum, street) => sum + street.doors, 0) ?? 0
  return {
    streets:
      page && page.streets.length > 0
        ? { streets: page.streets.length, doors }
        : isLoading
          ? 'waiting'
          : 'none',
    wording: wording ? { title: wording.title } : isLoading ? 'waiting' : 'none',
    key,
    offline: useOfflineStart(),
    facts,
    clockOffsetMs: page?.petition.clockOffsetMs,
    askForStorage,
    lookAgain: () => {
      gathering.sync.wake()
      void probe()
    },
  }
}

function useKeyProbe() {
  const gathering = useGathering()
  const { phone } = useApp()
  const [key, setKey] = useState<Readiness['key']>('waiting')

  const probe = useCallback(async () => {
    const { membership } = gathering
    if (await hasPassedProbe(phone.db, membership)) return setKey('opened')
    setKey('waiting')
    const answer = await gathering.probeKey().catch(() => 'offline' as const)
    if (answer === 'opened') await rememberProbe(phone.db, membership)
    setKey(answer)
  }, [gathering, phone.db])

  useEffect(() => {
    void probe()
    const again = () => void probe()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [probe])

  return { key, probe }
}

/** An active worker has the whole app in its cache: the next cold start needs no network. */
function useOfflineStart(): Readiness['offline'] {
  const [offline, setOffline] = useState<Readiness['offline']>(
    'serviceWorker' in navigator ? 'waiting' : 'unable',
  )

  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    let isGone = false
    void navigator.serviceWorker.ready.then(() => {
      if (!isGone) setOffline('saved')
    })
    return () => {
      isGone = true
    }
  }, [])

  return offline
}
