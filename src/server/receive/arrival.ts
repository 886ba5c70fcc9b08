import { deadlineOf, type Lateness, latenessOf } from '#domain/lateness.ts'
import type { PetitionSettings } from '#domain/petition.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'

/** Whether what comes now comes after the deadline, and what an organiser decided about that (S10). */
export type Arrival = {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly deadline: number | undefined
  readonly isLate: boolean
  readonly isLetIn: boolean
}

/** Read under the petition's lock, so that no decision comes between. */
export async function arrivalOf(
  trx: Trx,
  server: Server,
  petition: string,
  settings: PetitionSettings | null,
): Promise<Arrival> {
  const { closedAt, lateDecision } = await trx
    .selectFrom('petitions')
    .select(['closedAt', 'lateDecision'])
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  const at = server.now()
  const deadline = deadlineOf(settings, closedAt)
  return {
    at,
    deadline,
    isLate: deadline !== undefined && at > deadline,
    isLetIn: lateDecision === 'let-in',
  }
}

/** Where a signature that arrives now stands until its batch is accepted. */
export function standingOnArrival(
  { at, deadline, isLetIn }: Arrival,
  madeAt: string,
  clockOffset: number,
): { readonly lateness: Lateness; readonly standing: 'waiting' | 'late' } {
  const lateness = latenessOf(deadline, { signedAt: Date.parse(madeAt), arrivedAt: at, clockOffset })
  const waits = lateness === 'in-time' || (lateness === 'late' && isLetIn)
  return { lateness, standing: waits ? 'waiting' : 'late' }
}
