/**
 * The version of the messages between phones and the server.
 *
 * 1: the first.
 */
export const WIRE_VERSION = 1 as const

/** The oldest version that the server still understands. */
export const OLDEST_WIRE_VERSION = 1
