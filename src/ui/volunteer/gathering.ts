/** The gathering of a petition on this phone: one run for each start of the app, shared by all screens. */
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import type { Gathering, Phone } from '#device/phone.ts'
import type { Membership } from '#device/ports.ts'
import type { SyncLoop } from '#device/sync/sync-loop.ts'
import { whenWoken } from '#device/wake-up.ts'
import { useApp } from '../shared/app-context.ts'

export const GatheringContext = createContext<Gathering | undefined>(undefined)

export function useGathering(): Gathering {
  const gathering = useContext(GatheringContext)
  if (!gathering) throw new Error('gathering screens stand inside PetitionShell')
  return gathering
}

const started = new WeakMap<Phone, Map<string, Gathering>>()

/** Joining again makes another device or brings another key, and so another gathering; a mere re-render never does. */
export function gatheringOf(phone: Phone, membership: Membership): Gathering {
  const { petition, device, keyId } = membership
  const byPetition = started.get(phone) ?? new Map<string, Gathering>()
  started.set(phone, byPetition)
  const known = byPetition.get(petition)
  if (known?.membership.device === device && known.membership.keyId === keyId) return known
  known?.stop()
  const gathering = phone.gather(membership)
  byPetition.set(petition, gathering)
  return gathering
}

/** After leaving: another join begins afresh. */
export function forgetGathering(phone: Phone, { membership, stop }: Gathering): void {
  stop()
  started.get(phone)?.delete(membership.petition)
}

export function useSyncStatus() {
  const { sync } = useGathering()
  return useSyncExternalStore(sync.subscribe, sync.status)
}

const UNSENT_RETRY_MS = 60_000

/** Fresh since the start: a phone that changes hands has nothing new to ask for, and its radio costs battery. */
const kept = new WeakSet<SyncLoop>()

/**
 * Wakes the sync when the app starts, when the network or the screen comes
 * back, when the service worker says so, and each minute while something is
 * unsent. None of these can be trusted alone (S4).
 */
export function useKeepSynced({ sync, membership }: Gathering, hasUnsent: boolean, isPulling: boolean): void {
  const { phone } = useApp()
  const isWanted = hasUnsent || isPulling

  useEffect(() => {
    if (isPulling && kept.has(sync)) return
    if (isWanted) sync.wake()
    if (isPulling) kept.add(sync)
    else kept.delete(sync)
  }, [sync, isWanted, isPulling])

  useEffect(() => {
    if (!isWanted) return
    const wakeWhenSeen = () => {
      if (document.visibilityState === 'visible') sync.wake()
    }
    window.addEventListener('online', sync.wake)
    window.addEventListener('pageshow', wakeWhenSeen)
    document.addEventListener('visibilitychange', wakeWhenSeen)
    const stopHearing = whenWoken(sync.wake)
    return () => {
      stopHearing()
      window.removeEventListener('online', sync.wake)
      window.removeEventListener('pageshow', wakeWhenSeen)
      document.removeEventListener('visibilitychange', wakeWhenSeen)
    }
  }, [sync, isWanted])

  useEffect(() => {
    if (!isPulling) return
    return sync.subscribe(() => {
      const { phase, last } = sync.status()
      if (phase !== 'idle' || last !== 'done') return
      import('./signing/listening/fetch-recordings.ts')
        .then(({ fetchRecordings }) => fetchRecordings(phone.db, membership.petition))
        .catch(() => undefined)
    })
  }, [sync, isPulling, phone.db, membership.petition])

  useEffect(() => {
    if (!hasUnsent) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') sync.wake()
    }, UNSENT_RETRY_MS)
    return () => clearInterval(timer)
  }, [sync, hasUnsent])
}
