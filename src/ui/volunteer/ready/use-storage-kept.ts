import { useEffect, useState } from 'react'

export type StorageKept = 'kept' | 'not-kept' | 'unknown'

/** Whether the browser promised not to clear what is stored here by itself, and the way to ask it. */
export function useStorageKept() {
  const [storage, setStorage] = useState<StorageKept>('unknown')

  useEffect(() => {
    void navigator.storage?.persisted?.().then((kept) => setStorage(kept ? 'kept' : 'not-kept'))
  }, [])

  const askForStorage = () =>
    void navigator.storage?.persist?.().then((kept) => setStorage(kept ? 'kept' : 'not-kept'))
  return { storage, askForStorage }
}
