import * as z from 'zod/mini'
import { DeviceId, Instant, MemberId, StreetId } from '#domain/ids.ts'
import { Role } from '#domain/permission.ts'
import { notEndless, onOneLine } from '#domain/text.ts'
import { endpoint } from './endpoint.ts'
import { Incident } from './phone-report.ts'

export const Device = z.strictObject({
  id: DeviceId,
  label: z.string(),
  joinedAt: Instant,
  lastSeenAt: z.nullable(Instant),
  revokedAt: z.nullable(Instant),
  /** Signatures the device said it still holds. */
  unsent: z.int(),
  /** In how many places it keeps what it saves; null until it has said so, as are the next two. */
  copies: z.nullable(z.int()),
  /** Its clock minus the server's, in milliseconds. */
  clockOffsetMs: z.nullable(z.int()),
  oldestUnsentAt: z.nullable(Instant),
  /** Trouble with its storage, if it ever had any. */
  lastIncident: z.nullable(Incident),
})

export const Member = z.strictObject({
  id: MemberId,
  name: z.string(),
  role: Role,
  revokedAt: z.nullable(Instant),
  streets: z.array(StreetId),
  devices: z.array(Device),
  /** How the newest invitation stands; its code is shown only when it is made. */
  invitation: z.enum(['none', 'open', 'used', 'expired', 'taken-back']),
})
export type Member = z.infer<typeof Member>

const DisplayName = z
  .string()
  .check(
    notEndless('text-too-long'),
    z.normalize('NFC'),
    onOneLine(),
    z.trim(),
    z.minLength(1, 'member-name-missing'),
    z.maxLength(80, 'text-too-long'),
  )

/** A captain sees those who share a street with them. */
export const listMembers = endpoint({
  method: 'GET',
  path: '/petitions/:petition/members',
  summary: 'Volunteers, captains and organisers, with their browsers',
  may: 'member:read',
  reply: z.strictObject({ members: z.array(Member) }),
})

/** A code and the link that carries it behind a `#`, where no server or log sees it. */
export const Invitation = z.strictObject({
  member: MemberId,
  code: z.string(),
  /** `PUBLIC_URL/join#CODE`; absent when the server has no address that a phone could use. */
  link: z.nullable(z.string()),
  expiresAt: Instant,
})
export type Invitation = z.infer<typeof Invitation>

/** A captain invites volunteers only, to their own streets. */
export const inviteMember = endpoint({
  method: 'POST',
  path: '/petitions/:petition/members',
  summary: 'Invite somebody',
  may: 'member:invite',
  body: z.strictObject({ name: DisplayName, role: Role, streets: z.array(StreetId).check(z.maxLength(500)) }),
  reply: Invitation,
})

export const inviteAgain = endpoint({
  method: 'POST',
  path: '/petitions/:petition/members/:member/invitations',
  summary: 'A new code for somebody; the old one ends',
  may: 'member:invite',
  reply: Invitation,
})

export const revokeMember = endpoint({
  method: 'DELETE',
  path: '/petitions/:petition/members/:member',
  summary: 'End all access of somebody; what they gathered stays',
  may: 'member:revoke',
  reply: z.strictObject({}),
})

export const revokeDevice = endpoint({
  method: 'DELETE',
  path: '/petitions/:petition/devices/:device',
  summary: 'End the access of one browser',
  may: 'member:revoke',
  reply: z.strictObject({}),
})
