/**
 * The domain's own schema for contact, as its page asks it: whoever says yes has to say to what, and by which way.
 * Saying no needs neither.
 */
import * as z from 'zod/mini'
import { ContactConsent } from '#domain/personal.ts'

export const Purpose = z.enum(['result', 'future-campaigns'])
export const Channel = z.enum(['email', 'phone'])

/** Only what was ticked is kept, whatever else was typed. */
export const ContactForm = z.pipe(
  z.pipe(
    z.object({
      purposes: z.array(Purpose).check(z.minLength(1, 'purposes-missing')),
      channels: z.array(Channel).check(z.minLength(1, 'contact-way-missing')),
      email: z.string(),
      phone: z.string(),
    }),
    z.transform(
      ({ purposes, channels, email, phone }): z.input<typeof ContactConsent> => ({
        purposes,
        email: channels.includes('email') ? email : undefined,
        phone: channels.includes('phone') ? phone : undefined,
      }),
    ),
  ),
  ContactConsent,
)

export type ContactAnswers = {
  purposes: z.infer<typeof Purpose>[]
  channels: z.infer<typeof Channel>[]
  email: string
  phone: string
}

export const nothingTicked: ContactAnswers = { purposes: [], channels: [], email: '', phone: '' }
