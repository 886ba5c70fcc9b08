import type { NormalisedSignature } from './normalise.ts'

/**
 * Two signatures are compared only if they share one of these keys, so a batch
 * costs its own size and not the roll's. The server stores keyed hashes of them (P2).
 */
export function blockingKeys({ name, postcode, house, street, email }: NormalisedSignature): string[] {
  const keys: string[] = []
  if (postcode !== undefined) keys.push(JSON.stringify(['name-postcode', name, postcode]))
  if (house !== undefined && street !== undefined) {
    keys.push(JSON.stringify(['name-house-street', name, house, street]))
  }
  if (email !== undefined) keys.push(JSON.stringify(['email', email]))
  return keys
}
