/**
 * Phones need HTTPS: without it a browser has no service worker, no file system
 * and no cryptography, and the page collects nothing. `localhost` is the one
 * exception, for a browser on the same machine.
 */

/** Whether a browser that opens this address may keep and seal anything. */
export function isSecureOrigin(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:') return true
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\./.test(hostname)
  )
}

/** `PUBLIC_URL/join#CODE`: the code stands behind a `#`, where no server or log sees it. */
export const joinLink = (publicUrl: string, code: string): string | undefined =>
  isSecureOrigin(publicUrl) ? `${publicUrl}/join#${code}` : undefined
