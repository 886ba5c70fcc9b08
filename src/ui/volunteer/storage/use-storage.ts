import { useSyncExternalStore } from 'react'
import type { StorageStatus } from '#device/storage-watch.ts'
import { useApp } from '../../shared/app-context.ts'

/** What this phone knows of its own storage, as it changes. */
export function useStorage(): StorageStatus {
  const { watch } = useApp().phone
  return useSyncExternalStore(watch.subscribe, watch.status)
}
