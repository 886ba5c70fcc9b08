/**
 * Background Sync (Chromium): the browser wakes the service worker when there
 * is a network again, and that one wakes the pages that are open. Where none
 * is, nothing happens: nothing depends on it (S4).
 */

/** The tag, and the type of the message to the pages. */
export const WAKE_UP = 'petition-pack-sync'

declare global {
  interface ServiceWorkerRegistration {
    readonly sync?: { register(tag: string): Promise<void> }
  }
}

export function askToBeWoken(): void {
  void navigator.serviceWorker?.ready.then(({ sync }) => sync?.register(WAKE_UP)).catch(() => undefined)
}

/** Calls back whenever the service worker wakes this page; gives the function that ends it. */
export function whenWoken(listener: () => void): () => void {
  const hear = ({ data }: MessageEvent) => {
    if (data?.type === WAKE_UP) listener()
  }
  navigator.serviceWorker?.addEventListener('message', hear)
  return () => navigator.serviceWorker?.removeEventListener('message', hear)
}
