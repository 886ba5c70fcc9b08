/**
 * Remembers that the server opened what this phone seals to a key. A phone
 * can't open it itself, so without that proof it must not gather.
 */
import type { PhoneDatabase } from './database.ts'
import type { Membership } from './ports.ts'

type SealedBy = Pick<Membership, 'device' | 'keyId'>

export async function hasPassedProbe(db: PhoneDatabase, membership: SealedBy): Promise<boolean> {
  return (await db.settings.get(keyOf(membership))) !== undefined
}

export async function rememberProbe(db: PhoneDatabase, membership: SealedBy): Promise<void> {
  await db.settings.put({ key: keyOf(membership), value: true })
}

const keyOf = ({ device, keyId }: SealedBy) => `probe/${device}/${keyId}`
