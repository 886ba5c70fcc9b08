import { blockingKeys } from '#domain/linkage/blocking-keys.ts'
import { normaliseSignature, type WrittenSignature } from '#domain/linkage/normalise.ts'
import { lookupHash, type PetitionKeys } from '../keys/petition-keys.ts'

/** The keyed hashes under which a signature is found again by one that may be the same person's (P2). */
export function blockingHashes(keys: PetitionKeys, written: WrittenSignature): string[] {
  const hashes = blockingKeys(normaliseSignature(written)).map((key) => lookupHash(keys, 'block', key))
  return [...new Set(hashes)]
}
