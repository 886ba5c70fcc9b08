/**
 * While the phone is in a resident's hands, nothing but their page exists,
 * whatever the address bar says, also after a reload. Kept for the tab: ids
 * only, no answers.
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
  step: z.enum(['form', 'cannot', 'thanks', 'contact', 'hand-back']),
})
export type HandOver = z.infer<typeof HandOver>

const Kept = z.object({ current: z.optional(HandOver) })

export const useHandOver = create<{ readonly current: HandOver | undefined }>()(
  persist((): { current: HandOver | undefined } => ({ current: undefined }), {
    name: 'hand-over',
    storage: createJSONStorage(() => sessionStorage),
    merge: (kept) => {
      const parsed = Kept.safeParse(kept)
      return { current: parsed.success && parsed.data.current ? afterReload(parsed.data.current) : undefined }
    },
  }),
)

export function handOver(to: Omit<HandOver, 'step'>): void {
  useHandOver.setState({ current: { ...to, step: 'form' } })
}

export function moveTo(step: HandOver['step']): void {
  useHandOver.setState(({ current }) => ({ current: current && { ...current, step } }))
}

export function takeBack(): void {
  useHandOver.setState({ current: undefined })
}

/** A half-typed form comes back with its draft. What was in memory only is gone, so every other step is over. */
function afterReload(current: HandOver): HandOver {
  const isForm = current.purpose === 'sign' && (current.step === 'form' || current.step === 'cannot')
  return { ...current, step: isForm ? 'form' : 'hand-back' }
}
