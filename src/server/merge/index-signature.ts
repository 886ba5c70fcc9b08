import { blockingKeys, normaliseSignature } from '#domain/linkage/propose.ts'
import type { Personal } from '#domain/personal.ts'
import { lookupHash, type PetitionKeys } from '../keys/petition-keys.ts'

/** The keyed hashes under which a signature is found again by one that may be the same person's (P2). */
export function blockingHashes(keys: PetitionKeys, personal: Personal): string[] {
  const hashes = blockingKeys(normaliseSignature(personal)).map((key) => lookupHash(keys, 'block', key))
  return [...new Set(hashes)]
}
