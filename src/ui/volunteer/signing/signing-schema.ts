/** The domain's own schema for a signature, with the ink that the chosen method asks for. */
import * as z from 'zod/mini'
import { Connection, Ink, type Method } from '#domain/personal.ts'
import { personalFor, recipientProfiles, type SigningRules } from '#domain/recipient-profile.ts'

/** Paper has no form at the door: it is signed on a sheet. */
export type DoorMethod = Exclude<Method, 'paper'>

/** `chosen` is asked when the form is sent: which button was pressed says how somebody signs. */
export function signingSchema(rules: SigningRules, chosen: () => DoorMethod) {
  const { ofAge, ...shape } = personalFor(rules).shape
  return z.strictObject({ ...shape, ofAge: rules.minimumAge ? Confirmed : ofAge }).check(
    z.refine(({ ink }) => chosen() !== 'drawn' || ink !== undefined, {
      error: 'ink-missing',
      path: ['ink'],
      // With everything else that is missing, not after it.
      when: () => true,
    }),
  )
}

/** "No" leads to a page of its own, and never here. */
const Confirmed = z.pipe(
  z.literal('yes', 'age-missing'),
  z.transform(() => true as const),
)

export const methodsOf = ({ profile }: SigningRules): DoorMethod[] =>
  recipientProfiles[profile].methods.filter((method) => method !== 'paper')

export const SigningDraft = z.object({
  name: z._default(z.string(), ''),
  address: z._default(z.string(), ''),
  postcode: z._default(z.string(), ''),
  connection: z.catch(z.optional(Connection), undefined),
  method: z.enum(['typed', 'drawn', 'assisted']),
  ink: z.catch(z.optional(Ink), undefined),
  ofAge: z.catch(z.optional(z.enum(['yes', 'no'])), undefined),
})
export type SigningDraft = z.infer<typeof SigningDraft>
