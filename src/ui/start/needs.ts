/** What the browser or the address lacks, so that nothing could be kept safe; undefined when all is there. */
export type Lack = 'insecure' | 'no-storage' | 'no-crypto'

export function whatIsLacking(): Lack | undefined {
  // An insecure address hides WebCrypto too, so it comes first: it is the cause that somebody can mend.
  if (!window.isSecureContext) return 'insecure'
  if (typeof indexedDB === 'undefined') return 'no-storage'
  const hasCrypto = typeof crypto !== 'undefined' && 'subtle' in crypto
  return hasCrypto && typeof CompressionStream !== 'undefined' ? undefined : 'no-crypto'
}
