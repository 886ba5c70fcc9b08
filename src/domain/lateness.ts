/**
 * Signed before the deadline but arrived after (S10). The server's clock says
 * when it arrived; when it was signed only the phone's clock can say, corrected
 * by what that clock was measured to be wrong: evidence, so a person decides.
 */
import * as z from 'zod/mini'
import type { PetitionSettings } from './petition.ts'
import { instantOf } from './zoned-time.ts'

/** `late`: signed in time, arrived after. `signed-late`: signed after, too, as far as the phone's clock can be believed. */
export const Lateness = z.enum(['in-time', 'late', 'signed-late'])
export type Lateness = z.infer<typeof Lateness>

/** When the petition stops taking signatures, in milliseconds since 1970: closed by hand, or the receiving body's deadline. */
export function deadlineOf(
  settings: Pick<PetitionSettings, 'recipientDeadline' | 'timeZone'> | null,
  closedAt: number | null,
): number | undefined {
  const ends = [
    ...(closedAt === null ? [] : [closedAt]),
    ...(settings === null || settings.recipientDeadline === ''
      ? []
      : [instantOf(settings.recipientDeadline, settings.timeZone).getTime()]),
  ]
  return ends.length === 0 ? undefined : Math.min(...ends)
}

/** All times in milliseconds; `clockOffset` is the phone's clock minus the server's, 0 where it was never measured. */
export function latenessOf(
  deadline: number | undefined,
  { signedAt, arrivedAt, clockOffset }: { signedAt: number; arrivedAt: number; clockOffset: number },
): Lateness {
  if (deadline === undefined || arrivedAt <= deadline) return 'in-time'
  return signedAt - clockOffset <= deadline ? 'late' : 'signed-late'
}
