import * as z from 'zod/mini'
import { DeviceId, KeyId, MemberId, PetitionId } from '#domain/ids.ts'
import { JoinCode } from '#domain/join-code.ts'
import { Role } from '#domain/permission.ts'
import { onOneLine } from '#domain/text.ts'
import { endpoint } from './endpoint.ts'
import { Probe } from './hello.ts'

/** May grow, as every reply: an older app leaves what it does not know (S7). */
export const Session = z.object({
  petition: PetitionId,
  title: z.string(),
  member: MemberId,
  name: z.string(),
  role: Role,
  device: DeviceId,
})
export type Session = z.infer<typeof Session>

const FormerDevice = z.strictObject({
  petition: PetitionId,
  member: MemberId,
  device: DeviceId,
  publicKey: z.base64url().check(z.length(87)),
})
export type FormerDevice = z.infer<typeof FormerDevice>

/** The session cookie comes with the reply; its path is the petition's. */
export const join = endpoint({
  method: 'POST',
  path: '/join',
  summary: 'Join a petition with a code, from this browser',
  may: 'anyone',
  body: z.strictObject({
    code: JoinCode,
    /** Made by the browser for this petition; its private key never leaves it. */
    device: DeviceId,
    publicKey: z.base64url().check(z.length(87)),
    /**
     * What this browser is in the petitions that it joined before. Whoever signs in again stays the same device,
     * because only that one's unsent entries are its own (A1); the reply says which it is.
     */
    known: z.optional(z.array(DeviceId).check(z.maxLength(50))),
    /**
     * The same with their keys, from a phone that has something unsent: a server that was restored from a backup older
     * than the device knows it no more, and without its key can't tell whose the entries are (S9).
     */
    former: z.optional(z.array(FormerDevice).check(z.maxLength(50))),
    /** "Chrome on Android": so that a member can tell the browsers apart. */
    label: z.string().check(onOneLine(), z.trim(), z.maxLength(60)),
  }),
  reply: z.object({
    session: Session,
    keyId: KeyId,
    publicKey: z.base64url(),
  }),
})

export const readSession = endpoint({
  method: 'GET',
  path: '/petitions/:petition/session',
  summary: 'Who am I here?',
  may: 'collect',
  reply: Session,
})

export const leave = endpoint({
  method: 'POST',
  path: '/petitions/:petition/leave',
  summary: 'End this session',
  may: 'collect',
  reply: z.strictObject({}),
})

/**
 * A browser that still has its session and lost its database, keys and all,
 * becomes another device of the same member. What it brings back from its
 * journal files is of the old device, and its member may push it.
 */
export const replaceDevice = endpoint({
  method: 'POST',
  path: '/petitions/:petition/devices',
  summary: 'Go on as a new device of the same member',
  may: 'collect',
  body: z.strictObject({
    device: DeviceId,
    publicKey: z.base64url().check(z.length(87)),
    label: z.string().check(onOneLine(), z.trim(), z.maxLength(60)),
  }),
  reply: join.reply,
})

/**
 * A browser writes a new cookie to its disk when it likes: Chromium up to half
 * a minute later. A phone whose battery ends before that, or whose browser
 * forgets cookies, gets a session again by the key that only it holds.
 */
export const readChallenge = endpoint({
  method: 'GET',
  path: '/petitions/:petition/devices/:device/challenge',
  summary: 'What a device has to seal to get a new session',
  may: 'anyone',
  reply: z.strictObject({ challenge: z.string() }),
})

export const renewSession = endpoint({
  method: 'POST',
  path: '/petitions/:petition/devices/:device/session',
  summary: 'A new session for a device that shows that it holds its key',
  may: 'anyone',
  body: z.strictObject({ ...Probe.shape, challenge: z.string().check(z.maxLength(100)) }),
  reply: Session,
})
