/**
 * What a receiving body asks of a petition, as data: the fields and rules here
 * drive the form at the door and the check on the server alike.
 */
import * as z from 'zod/mini'
import { AddressLine, Connection, FullName, Method, Personal, Postcode } from './personal.ts'
import { ProfileId } from './profile-id.ts'
import informal from './recipient-profiles/informal.json'
import ukGlaMopac from './recipient-profiles/uk-gla-mopac.json'

export const RecipientProfile = z.strictObject({
  id: ProfileId,
  title: z.string(),
  checkedOn: z.iso.date(),
  /** In the order in which they are offered. */
  methods: z.array(Method).check(z.minLength(1)),
  address: z.enum(['required', 'optional']),
  postcode: z.enum(['required', 'optional']),
  /** Those a petition may choose from. */
  connections: z.array(Connection).check(z.minLength(1)),
  /** In years, where the receiving body takes nobody younger. */
  minimumAge: z.nullable(z.int()),
  /** For the organiser, in plain words. */
  notes: z.array(z.string()),
})
export type RecipientProfile = z.infer<typeof RecipientProfile>

export const recipientProfiles: Record<ProfileId, RecipientProfile> = {
  informal: RecipientProfile.parse(informal),
  'uk-gla-mopac': RecipientProfile.parse(ukGlaMopac),
}

/** Who may sign this petition, and with what: the profile narrowed by the organiser's own choice. */
export type SigningRules = {
  profile: ProfileId
  connections: readonly Connection[]
  /** In years. Asked at the door: an entry of before the rule, or of a phone that did not know it, stands. */
  minimumAge?: number | null | undefined
}

/**
 * The schema that a signature for this petition must pass. Parsing gives the
 * personal part in its stored form; issues carry the keys of messages.
 */
export function personalFor({ profile, connections }: SigningRules) {
  const { address, postcode } = recipientProfiles[profile]
  return z.strictObject({
    ...Personal.shape,
    name: FullName,
    address: address === 'required' ? AddressLine : z.optional(AddressLine),
    postcode: postcode === 'required' ? Postcode : z.optional(Postcode),
    connection:
      connections.length > 1
        ? z.enum(connections, 'connection-missing')
        : z.optional(z.enum(connections, 'connection-not-accepted')),
  })
}
