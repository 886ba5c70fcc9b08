/**
 * What the first screen will ask, asked while the phone still checks itself:
 * one wait for the database instead of three, one behind the other.
 */
import type { PhoneDatabase } from '#device/database.ts'
import { PetitionId, StreetId } from '#domain/ids.ts'
import { askMembershipAhead } from './petition-shell.tsx'
import { askLockAhead } from './volunteer/signing/use-screen-lock.ts'
import { askWalkAhead } from './volunteer/streets/use-walk.ts'

export async function askAhead(db: PhoneDatabase, path: string, now: Date): Promise<void> {
  const [, p, inAddress, , street] = path.split('/')
  const petition = PetitionId.safeParse(p === 'p' ? inAddress : undefined)
  const onStreet = StreetId.safeParse(street)
  await Promise.all([
    askLockAhead(db),
    petition.success && askMembershipAhead(petition.data, () => db.memberships.get(petition.data)),
    petition.success && onStreet.success && askWalkAhead(db, petition.data, onStreet.data, now),
  ])
}
