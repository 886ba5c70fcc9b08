/**
 * While the phone is in a resident's hands, nothing but their page exists,
 * whatever the address bar says, also after a reload. Kept for the tab: ids
 * only, no answers. What other tabs may show is in `screen-lock.ts`.
 */
import * as z from 'zod/mini'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { DoorId, PetitionId, StreetId } from '#domain/ids.ts'

const HandOver = z.object({
  petition: PetitionId,
  street: StreetId,
  door: DoorId,
  purpose: z.enum(['sign', 'correct']),
  step: z.enum(['form', 'cannot', 'age', 'paper', 'thanks', 'contact', 'hand-back']),
  /** Put away or left alone: nothing is shown until somebody holds the button. */
  isBlank: z._default(z.boolean(), false),
})
export type HandOver = z.infer<typeof HandOver>

const Kept = z.object({ current: z.optional(HandOver) })

type HandOverState = {
  readonly current: HandOver | undefined
  /** The screen lock that this tab set itself, or that somebody held away here. */
  readonly passed: string | undefined
}

export const useHandOver = create<HandOverState>()(
  persist((): HandOverState => ({ current: undefined, passed: undefined }), {
    name: 'hand-over',
    storage: createJSONStorage(() => sessionStorage),
    partialize: ({ current }) => ({ current }),
    merge: (kept, state) => {
      const parsed = Kept.safeParse(kept)
      const current = parsed.success && parsed.data.current
      return { ...state, current: current ? afterReload(current) : undefined }
    },
  }),
)

export function handOver(to: Pick<HandOver, 'petition' | 'street' | 'door' | 'purpose'>): void {
  useHandOver.setState({ current: { ...to, step: 'form', isBlank: false } })
}

export const moveTo = (step: HandOver['step']): void => change({ step })

export const blank = (): void => change({ isBlank: true })
export const showAgain = (): void => change({ isBlank: false })

export function takeBack(): void {
  useHandOver.setState({ current: undefined })
}

export function passLock(lock: string): void {
  useHandOver.setState({ passed: lock })
}

function change(to: Partial<HandOver>): void {
  useHandOver.setState(({ current }) => ({ current: current && { ...current, ...to } }))
}

/**
 * A half-typed form comes back with its draft, once somebody holds the button. What was in memory only is gone, so
 * every other step is over.
 */
function afterReload(current: HandOver): HandOver {
  const isForm = current.purpose === 'sign' && !['thanks', 'contact', 'hand-back'].includes(current.step)
  return { ...current, step: isForm ? 'form' : 'hand-back', isBlank: isForm }
}
