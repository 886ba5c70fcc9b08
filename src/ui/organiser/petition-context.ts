import { createContext, useContext } from 'react'
import type { PetitionId } from '#domain/ids.ts'
import type { PetitionDetail } from '#wire/petitions.ts'
import type { Loaded } from '../shared/use-loaded.ts'

type PetitionOnScreen = { readonly petition: PetitionId; readonly detail: Loaded<PetitionDetail> }

/** The petition that the address names, loaded once for all the organiser's screens. */
export const PetitionContext = createContext<PetitionOnScreen | undefined>(undefined)

export function usePetition(): PetitionOnScreen {
  const petition = useContext(PetitionContext)
  if (!petition) throw new Error('organiser screens stand inside OrganiserRoutes')
  return petition
}

/** Its title, once the settings have one. */
export function usePetitionTitle(): string | undefined {
  const { detail } = usePetition()
  return detail.state === 'ready' ? detail.value.settings?.title : undefined
}
