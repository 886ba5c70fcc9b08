/**
 * The language that was chosen at a door. It stays for that door, another person there included, and in this tab: at the
 * next door the petition's own language is back. Says nothing about a person.
 */
import * as z from 'zod/mini'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { DoorId } from '#domain/ids.ts'
import { Language } from '../../../shared/languages.ts'

const Chosen = z.object({ door: z.optional(DoorId), language: z.optional(Language) })
type Chosen = z.infer<typeof Chosen>

const useChosen = create<Chosen>()(
  persist((): Chosen => ({ door: undefined, language: undefined }), {
    name: 'language',
    storage: createJSONStorage(() => sessionStorage),
    merge: (kept, state) => ({ ...state, ...Chosen.safeParse(kept).data }),
  }),
)

export const useChosenLanguage = (at: DoorId): Language | undefined =>
  useChosen(({ door, language }) => (door === at ? language : undefined))

export function chooseLanguage(door: DoorId, language: Language): void {
  useChosen.setState({ door, language })
}
