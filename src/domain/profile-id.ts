import * as z from 'zod/mini'

/** Apart from the profiles: a phone knows by its id which one a petition follows long before it needs the rules. */
export const ProfileId = z.enum(['informal', 'uk-gla-mopac'])
export type ProfileId = z.infer<typeof ProfileId>
