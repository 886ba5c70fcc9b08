import { useEffect } from 'react'

/** Long enough to read the whole wording without touching the phone. */
const IDLE_MS = 2 * 60 * 1000

/** Calls back when the app goes out of sight, and when nobody has touched the phone for two minutes. */
export function useBlanking(onBlank: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(onBlank, IDLE_MS)
    }
    const changed = () => {
      if (document.visibilityState === 'hidden') onBlank()
    }
    touched()
    for (const event of signs) window.addEventListener(event, touched, true)
    document.addEventListener('visibilitychange', changed)
    window.addEventListener('pagehide', onBlank)
    return () => {
      clearTimeout(timer)
      for (const event of signs) window.removeEventListener(event, touched, true)
      document.removeEventListener('visibilitychange', changed)
      window.removeEventListener('pagehide', onBlank)
    }
  }, [onBlank])
}

/** `timeupdate`: a recording is being listened to. */
const signs = ['pointerdown', 'pointermove', 'keydown', 'input', 'scroll', 'timeupdate']
