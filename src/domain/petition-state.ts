import * as z from 'zod/mini'

export const PetitionState = z.enum(['draft', 'open', 'closed'])
export type PetitionState = z.infer<typeof PetitionState>
