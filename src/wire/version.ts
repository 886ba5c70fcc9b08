/**
 * The version of the messages between phones and the server.
 *
 * 1: the first.
 * 2: a push may bring a report on the phone; replies may grow, and a phone
 *    leaves what it does not know.
 */
export const WIRE_VERSION = 2 as const

/** The oldest version that the server still understands, and that a phone can still speak to an older server. */
export const OLDEST_WIRE_VERSION = 1 as const

/** Of server and phone the older one's, or undefined where they have none in common (S7). */
export function commonWireVersion(server: {
  readonly oldest: number
  readonly newest: number
}): 1 | 2 | undefined {
  const version = Math.min(server.newest, WIRE_VERSION)
  if (version < OLDEST_WIRE_VERSION || version < server.oldest) return undefined
  return version === 1 ? 1 : 2
}
