/** The domain's own schema for contact, as its page asks it: whoever says yes has to say to what, and where. Saying no needs neither. */
import * as z from 'zod/mini'
import { ContactConsent } from '#domain/personal.ts'

export const Purpose = z.enum(['result', 'future-campaigns'])
type Purpose = z.infer<typeof Purpose>

export const ContactForm = z
  .object({ ...ContactConsent.shape, purposes: z.array(Purpose).check(z.minLength(1, 'purposes-missing')) })
  .check(
    z.refine(({ email, phone }) => email !== undefined || phone !== undefined, {
      error: 'contact-way-missing',
      path: ['email'],
    }),
  )

export const nothingTicked: { purposes: Purpose[]; email: string; phone: string } = {
  purposes: [],
  email: '',
  phone: '',
}
