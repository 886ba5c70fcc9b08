/**
 * What the browser or the address lacks, so that nothing could be kept safe or found on the screen; undefined when all
 * is there. The oldest browsers that have it all are Chrome 109, Safari 16.4 and Firefox 115.
 */
export type Lack = 'insecure' | 'no-storage' | 'no-crypto' | 'no-layout'

export function whatIsLacking(): Lack | undefined {
  // An insecure address hides WebCrypto too, so it comes first: it is the cause that somebody can mend.
  if (!window.isSecureContext) return 'insecure'
  if (typeof indexedDB === 'undefined') return 'no-storage'
  const hasCrypto = typeof crypto !== 'undefined' && 'subtle' in crypto
  // Safari has it from 16.4 on, Firefox from 113.
  if (!hasCrypto || typeof CompressionStream === 'undefined') return 'no-crypto'
  // Chrome has it from 108 on. Without it the main action lies below the edge of the screen.
  return CSS.supports('height: 1dvh') ? undefined : 'no-layout'
}
