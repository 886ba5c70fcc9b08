import { useEffect, useRef } from 'react'
import { keepDraft } from '#device/drafts.ts'
import { useApp } from '../../shared/app-context.ts'
import type { SigningDraft } from './signing-schema.ts'

const PAUSE_MS = 300

/**
 * Keeps what is typed, a moment after the last key and at once when the page
 * goes away. `settle` ends that before a save, so that no late write brings an
 * erased draft back; `resume` begins again when the save failed.
 */
export function useDraft(id: string, draft: SigningDraft | undefined) {
  const { phone, dice } = useApp()
  const latest = useRef(draft)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const writing = useRef<Promise<unknown>>(Promise.resolve())
  const isSettled = useRef(false)
  latest.current = draft

  const control = useRef({
    write() {
      clearTimeout(timer.current)
      timer.current = undefined
      const form = latest.current
      if (isSettled.current || form === undefined) return
      // A draft that can't be kept must not stop anybody from signing.
      writing.current = writing.current.then(() => keepDraft(phone.db, dice, id, form)).catch(() => undefined)
    },
    async settle() {
      isSettled.current = true
      clearTimeout(timer.current)
      await writing.current
    },
    resume() {
      isSettled.current = false
      control.current.write()
    },
  })

  const words = draft && JSON.stringify(draft)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the words starts the pause again
  useEffect(() => {
    timer.current = setTimeout(control.current.write, PAUSE_MS)
    return () => clearTimeout(timer.current)
  }, [words])

  useEffect(() => {
    const { write } = control.current
    document.addEventListener('visibilitychange', write)
    window.addEventListener('pagehide', write)
    return () => {
      document.removeEventListener('visibilitychange', write)
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [])

  return control.current
}
