import type { Membership, Seal } from '../ports.ts'
import { renewSession } from '../renew-session.ts'
import { handOver } from './hand-over.ts'
import { type PassParts, syncPass } from './pass.ts'
import type { PassOutcome } from './pass-outcome.ts'

type Parts = Omit<PassParts, 'petition' | 'device'> & { readonly seal: Seal }

/**
 * A pass; where the session has ended, another with a new one by the device's
 * own key; where the access was taken back, the hand-over of what is unsent.
 */
export async function passWithSession(parts: Parts, membership: Membership): Promise<PassOutcome> {
  const { petition, device } = membership
  const outcome = await syncPass({ ...parts, petition, device })
  if (outcome.kind !== 'signed-out') return outcome
  const renewal = await renewSession(parts, membership)
  if (renewal === 'renewed') return syncPass({ ...parts, petition, device })
  return renewal === 'ended' ? handOver({ ...parts, petition }) : outcome
}
