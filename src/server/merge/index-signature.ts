import { blockingKeys } from '#domain/linkage/blocking-keys.ts'
import { normaliseSignature } from '#domain/linkage/normalise.ts'
import type { Personal } from '#domain/personal.ts'
import { lookupHash, type PetitionKeys } from '../keys/petition-keys.ts'

/** The keyed hashes under which a signature is found again by one that may be the same person's (P2). */
export function blockingHashes(keys: PetitionKeys, personal: Personal): string[] {
  const { name, address, postcode, contact } = personal
  const normalised = normaliseSignature({ name, address, postcode, email: contact?.email })
  const hashes = blockingKeys(normalised).map((key) => lookupHash(keys, 'block', key))
  return [...new Set(hashes)]
}
