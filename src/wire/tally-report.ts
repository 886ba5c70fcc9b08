/** A member's own tallies, without anybody's names. */
import * as z from 'zod/mini'
import { StreetId } from '#domain/ids.ts'

export const TallyReport = z.object({
  /** The petition's commit number that these figures belong to: an older report never replaces a newer one. */
  asOf: z.int(),
  streets: z.array(
    z.object({
      street: z.nullable(StreetId),
      received: z.int(),
      counted: z.int(),
      alsoElsewhere: z.int(),
    }),
  ),
})
export type TallyReport = z.infer<typeof TallyReport>
