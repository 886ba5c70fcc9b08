/** What a knock came to. Facts about the door, never about a person: who declined is nobody's business. */
import * as z from 'zod/mini'

export const Outcome = z.enum([
  'signed',
  'no-answer',
  'call-back',
  'declined',
  'cannot-get-in',
  'do-not-knock',
  'already-signed',
  'not-eligible',
  'language',
  'no-such-door',
  'sticker',
])
export type Outcome = z.infer<typeof Outcome>

/** Those that a petition may do without; the others are offered at every door. */
export const OptionalOutcome = z.enum([
  'cannot-get-in',
  'already-signed',
  'not-eligible',
  'language',
  'no-such-door',
  'sticker',
])
export type OptionalOutcome = z.infer<typeof OptionalOutcome>

/** Of a door with a sticker against callers: fundraisers and traders may not knock there (domain facts, 4.4). */
export const StickerRule = z.enum(['walk-past', 'may-knock'])
export type StickerRule = z.infer<typeof StickerRule>

/** All that other people's phones, and this one after a receipt, may know of a door (P1). */
export const DoorMark = z.enum(['to-visit', 'done', 'do-not-knock'])
export type DoorMark = z.infer<typeof DoorMark>

const markByOutcome: Record<Outcome, DoorMark> = {
  signed: 'done',
  'no-answer': 'to-visit',
  'call-back': 'to-visit',
  declined: 'done',
  'cannot-get-in': 'to-visit',
  'do-not-knock': 'do-not-knock',
  'already-signed': 'done',
  'not-eligible': 'done',
  language: 'to-visit',
  'no-such-door': 'done',
  sticker: 'do-not-knock',
}

/**
 * "Do not knock" stays whatever comes after it: only an organiser lifts it. A
 * sticker means that too, unless the petition's volunteers may knock there.
 */
export function markAfter(before: DoorMark, outcome: Outcome, stickers: StickerRule = 'walk-past'): DoorMark {
  if (before === 'do-not-knock') return before
  return outcome === 'sticker' && stickers === 'may-knock' ? 'to-visit' : markByOutcome[outcome]
}
