/**
 * The domain's own schema for contact, as its page asks it: whoever says yes has to say to what, and by which way.
 * Saying no needs neither.
 */
import * as z from 'zod/mini'
import { Channel, ContactConsent, Purpose } from '#domain/personal.ts'

const ticks = z.array(Channel)
const Ticked = z
  .object({ result: ticks, 'future-campaigns': ticks, email: z.string(), phone: z.string() })
  .check(
    z.refine((ticked) => Purpose.options.some((purpose) => ticked[purpose].length > 0), {
      error: 'purposes-missing',
      path: ['result'],
    }),
  )

/** Only what was ticked is kept, whatever else was typed. */
export const ContactForm = z.pipe(
  z.pipe(
    Ticked,
    z.transform((ticked): z.input<typeof ContactConsent> => {
      const purposes = Purpose.options.filter((purpose) => ticked[purpose].length > 0)
      const ways = Channel.options.filter((channel) =>
        purposes.some((each) => ticked[each].includes(channel)),
      )
      return {
        purposes,
        email: ways.includes('email') ? ticked.email : undefined,
        phone: ways.includes('phone') ? ticked.phone : undefined,
        ...channelsOf(ticked, purposes, ways),
      }
    }),
  ),
  ContactConsent,
)

export type ContactAnswers = z.infer<typeof Ticked>

export const nothingTicked: ContactAnswers = { result: [], 'future-campaigns': [], email: '', phone: '' }

/** Left out where it goes without saying: so an older server takes it too. */
function channelsOf(
  ticked: ContactAnswers,
  purposes: readonly Purpose[],
  ways: readonly Channel[],
): Pick<ContactConsent, 'channels'> {
  if (purposes.every((purpose) => ticked[purpose].length === ways.length)) return {}
  return { channels: Object.fromEntries(purposes.map((purpose) => [purpose, ticked[purpose]])) }
}
