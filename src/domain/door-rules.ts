/**
 * What an organiser lays down for the doors of a petition. Each has a default:
 * settings that were saved before, and servers that know nothing of it, still parse.
 */
import * as z from 'zod/mini'
import { OptionalOutcome, StickerRule } from './outcome.ts'
import { required, upTo } from './text.ts'

/** Wall time in the petition's own zone: "10:00". */
const HourOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'hour-missing'))

export const doorRules = {
  /** What a volunteer may say. Plain text, never shown as HTML. */
  script: z._default(upTo(1200), ''),
  /** What residents often ask, and what is true. */
  questions: z._default(
    z
      .array(
        z.object({ question: required(200, 'question-missing'), answer: required(600, 'answer-missing') }),
      )
      .check(z.maxLength(20, 'too-many-questions')),
    [],
  ),
  /** Those that a volunteer is offered beside the usual ones. */
  outcomes: z._default(z.array(OptionalOutcome), OptionalOutcome.options),
  stickers: z._default(StickerRule, 'walk-past'),
  /** Where nobody is to call, and why: no-cold-calling zones and the like. */
  zoneNote: z._default(upTo(200), ''),
  hours: z._default(z.object({ from: HourOfDay, to: HourOfDay, sundayFrom: HourOfDay }), {
    from: '10:00',
    to: '20:00',
    sundayFrom: '11:00',
  }),
  /** In years. Null: nobody is asked, beyond what the recipient profile wants. */
  minimumAge: z._default(
    z.nullable(z.int('age-not-a-number').check(z.gte(1, 'age-not-a-number'), z.lte(21, 'age-not-a-number'))),
    null,
  ),
} as const

/** Parsing takes them out of the settings, or of what a phone keeps of a petition, and fills in what is missing. */
export const DoorRules = z.object(doorRules)
export type DoorRules = z.infer<typeof DoorRules>
