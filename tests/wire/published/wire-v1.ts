/**
 * The messages of version 1 as its phones and servers parse them: strictly.
 * Copied with all that they need on the day when version 2 came, and never
 * changed since; nothing here may be imported from `src`.
 */
import * as z from 'zod/mini'

const WIRE_VERSION = 1
const Id = z.uuid()
const Sha256 = z.base64url().check(z.length(43))
const Instant = z.iso.datetime({ precision: 3 })
const Nonce = z.base64url().check(z.length(22))
const publicKey = z.base64url().check(z.length(87))

const RefusalReason = z.enum([
  'malformed',
  'too-large',
  'hash-mismatch',
  'foreign-petition',
  'foreign-device',
  'unknown-key',
  'cannot-open',
  'rules-not-met',
  'unknown-wording',
  'method-not-accepted',
  'same-id-other-content',
  'same-number-other-entry',
  'not-yours-to-change',
  'petition-closed',
])
const DeferralReason = z.enum(['newer-version', 'unknown-kind', 'unknown-ref', 'unknown-door'])
const subject = { id: z.string(), hash: z.union([Sha256, z.literal('')]) } as const
const received = z.int().check(z.gte(1))

export const Receipt = z.discriminatedUnion('state', [
  z.strictObject({ ...subject, state: z.literal('held'), received }),
  z.strictObject({ ...subject, state: z.literal('deferred'), received, reason: DeferralReason }),
  z.strictObject({ ...subject, state: z.literal('refused'), reason: RefusalReason }),
])

export const HelloReply = z.strictObject({
  nonce: Nonce,
  wire: z.strictObject({ oldest: z.int(), newest: z.int() }),
  serverTime: Instant,
  epoch: z.string(),
  durableMark: z.int(),
  state: z.enum(['draft', 'open', 'closed']),
  keyId: Id,
  publicKey,
})

const TallyReport = z.strictObject({
  asOf: z.int(),
  streets: z.array(
    z.strictObject({
      street: z.nullable(Id),
      received: z.int(),
      counted: z.int(),
      alsoElsewhere: z.int(),
    }),
  ),
})

export const Push = z.strictObject({
  version: z.literal(WIRE_VERSION),
  nonce: Nonce,
  device: Id,
  runs: z.array(z.strictObject({ run: Id, seq: z.int().check(z.gte(0)) })).check(z.maxLength(1000)),
  unsent: z
    .array(z.strictObject({ street: Id, signatures: z.int().check(z.gte(0)) }))
    .check(z.maxLength(500)),
  entries: z.array(z.unknown()).check(z.maxLength(256)),
})

export const PushReply = z.strictObject({
  version: z.literal(WIRE_VERSION),
  nonce: Nonce,
  epoch: z.string(),
  durableMark: z.int(),
  receipts: z.array(Receipt),
  batchCode: z.optional(z.string()),
  tallies: TallyReport,
})

const text = (maxLength: number) => z.string().check(z.maxLength(maxLength))

const short = (maxLength: number) => z.string().check(z.minLength(1), z.maxLength(maxLength))

const Wording = z.strictObject({
  language: z.string().check(z.regex(/^[a-z]{2,3}$/)),
  title: text(80),
  request: text(300),
  background: text(800),
  recipient: text(120),
  privacyNotice: text(3000),
  hash: Sha256,
  number: z.int().check(z.gte(1)),
})

const PetitionOnPhone = z.strictObject({
  state: z.enum(['draft', 'open', 'closed']),
  title: z.string(),
  profile: z.enum(['informal', 'uk-gla-mopac']),
  connections: z
    .array(z.enum(['live', 'work', 'study', 'direct-connection', 'visit']))
    .check(z.minLength(1)),
  timeZone: z.string(),
  returnBy: z.string(),
  recipientDeadline: z.string(),
  controllerName: z.string(),
  contact: z.string(),
  retainUntil: z.string(),
  wordings: z.array(Wording),
})

const Door = z.strictObject({
  id: Id,
  street: Id,
  label: z.strictObject({
    number: z.optional(z.int().check(z.gte(1), z.lte(99_999))),
    suffix: z.optional(z.string().check(z.regex(/^[A-Z]$/))),
    unit: z.optional(short(30)),
    building: z.optional(short(50)),
  }),
  postcode: z.optional(z.string()),
  position: z.int().check(z.gte(0)),
  mark: z.enum(['to-visit', 'done', 'do-not-knock']),
})

const Street = z.strictObject({
  id: Id,
  name: short(100),
  postcode: z.optional(text(8)),
  position: z.int(),
})

export const PullReply = z.strictObject({
  version: z.literal(WIRE_VERSION),
  nonce: Nonce,
  epoch: z.string(),
  reset: z.boolean(),
  petition: PetitionOnPhone,
  streets: z.array(Street),
  doors: z.array(Door),
  goneStreets: z.array(Id),
  goneDoors: z.array(Id),
  cursor: z.string(),
  more: z.boolean(),
  tallies: TallyReport,
})

export const JoinReply = z.strictObject({
  session: z.strictObject({
    petition: Id,
    title: z.string(),
    member: Id,
    name: z.string(),
    role: z.enum(['volunteer', 'captain', 'organiser']),
    device: Id,
  }),
  keyId: Id,
  publicKey: z.base64url(),
})

export const ProbeReply = z.strictObject({ opened: z.boolean() })
