/** The first checks of a text that somebody types, or that a stranger sends. */
import * as z from 'zod/mini'

/** Many times what any field takes: room to say "too long" for what was pasted by mistake. */
const MAX_TYPED = 2000

/**
 * Longer is refused before a costlier check looks at it: some take the square
 * of the length. No part of the published schema, whose own limits are closer.
 */
export const notEndless = (message: string) =>
  z.refine<string>((text) => text.length <= MAX_TYPED, { error: message, abort: true })

/** What no line can hold becomes a space. PostgreSQL can't even store a null character. */
export const onOneLine = () => z.overwrite<string>((text) => text.replace(/\p{Cc}+/gu, ' '))

/** Words that may be left out. */
export const upTo = (maxLength: number) => z.string().check(z.trim(), z.maxLength(maxLength, 'text-too-long'))

export const required = (maxLength: number, missing: string) =>
  z.string().check(z.trim(), z.minLength(1, missing), z.maxLength(maxLength, 'text-too-long'))
