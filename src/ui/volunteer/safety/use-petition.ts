import { useLiveQuery } from 'dexie-react-hooks'
import type { PetitionRow } from '#device/database.ts'
import { DoorRules } from '#domain/door-rules.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering } from '../gathering.ts'

export type PetitionHere = PetitionRow & DoorRules

/** Undefined while it is being read, 'none' before the first pull. What an older server did not send has its usual answer. */
export function usePetition(): PetitionHere | 'none' | undefined {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  return useLiveQuery(async () => {
    const row = await phone.db.petitions.get(petition)
    return row ? { ...row, ...DoorRules.parse(row) } : ('none' as const)
  }, [phone.db, petition])
}
