import { type MutableRefObject, useEffect, useRef } from 'react'
import { keepDraft } from '#device/drafts.ts'
import { useApp } from '../../shared/app-context.ts'
import type { SigningDraft } from './signing-schema.ts'

const PAUSE_MS = 300

/** The last write begun, of whichever form: a page that reads a draft waits for it. */
let writing: Promise<unknown> = Promise.resolve()
export const draftIsWritten = (): Promise<unknown> => writing

type Kept = {
  /** Undefined where only memory may keep it. */
  id: string | undefined
  draft: SigningDraft
  /** There is something to lose. */
  isChanged: boolean
  /** Newer than the draft where a call broke off a stroke. */
  ink: MutableRefObject<SigningDraft['ink']>
  /** Where it is kept when the phone can't. */
  half: MutableRefObject<SigningDraft | undefined>
}

/**
 * Keeps what is typed, a moment after the last key and at once when the page
 * goes away. `settle` ends that before a save, so that no late write brings an
 * erased draft back; `resume` begins again when the save failed.
 */
export function useDraft(kept: Kept) {
  const { phone, dice } = useApp()
  const latest = useRef(kept)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isSettled = useRef(false)
  latest.current = kept

  const control = useRef({
    write() {
      clearTimeout(timer.current)
      timer.current = undefined
      const { id, draft, isChanged, ink, half } = latest.current
      if (isSettled.current || !(isChanged || ink.current !== draft.ink)) return
      const form = { ...draft, ink: ink.current }
      half.current = form
      if (id === undefined) return
      // A draft that can't be kept must not stop anybody from signing.
      writing = writing
        .then(() => keepDraft(phone.db, dice, id, form))
        .then(
          () => {
            if (half.current === form) half.current = undefined
          },
          () => undefined,
        )
    },
    async settle() {
      isSettled.current = true
      clearTimeout(timer.current)
      await writing
    },
    resume() {
      isSettled.current = false
      control.current.write()
    },
  })

  const words = kept.isChanged && JSON.stringify(kept.draft)
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
