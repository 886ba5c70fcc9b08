import { PetitionId } from '#domain/ids.ts'

/** The petition that is nobody's: below its address everything is practice. */
export const PRACTICE = PetitionId.parse('00000000-0000-4000-8000-000000000001')

/** Whether an address is one of practice. */
export const isInPractice = (path: string): boolean => path.startsWith(`/p/${PRACTICE}`)
