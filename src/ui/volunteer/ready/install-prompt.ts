/** The browser offers to install the app once, early, and only where it can; the offer is kept for the ready check. */
import { create } from 'zustand'

type Offer = { readonly install: (() => void) | undefined }

export const useInstallPrompt = create<Offer>(() => ({ install: undefined }))

export function listenForInstallPrompt(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    if (!('prompt' in event) || typeof event.prompt !== 'function') return
    const { prompt } = event
    event.preventDefault()
    useInstallPrompt.setState({
      install: () => {
        prompt.call(event)
        useInstallPrompt.setState({ install: undefined })
      },
    })
  })
}

/** Started from the home screen, not from a tab. */
export const isInstalled = (): boolean =>
  window.matchMedia('(display-mode: standalone)').matches ||
  ('standalone' in navigator && navigator.standalone === true)
