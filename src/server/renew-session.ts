/**
 * A new session for a device that lost its cookie. HPKE's auth mode proves that
 * the sender holds the device's private key, and the challenge that it does so
 * now. Whose access has ended gets none.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { fromBase64url } from '#domain/base64url.ts'
import { renewalData } from '#domain/canonical.ts'
import { DeviceId, MemberId, PetitionId } from '#domain/ids.ts'
import type { BodyOf } from '#wire/endpoint.ts'
import type { renewSession as renewEndpoint } from '#wire/session.ts'
import { masterKeyFor, petitionKeys } from './keys/petition-keys.ts'
import { openSealed } from './receive/open-entry.ts'
import { Refusal } from './refusal.ts'
import type { Server } from './server.ts'
import { startSession } from './sessions.ts'

type Whose = { readonly petition: string; readonly device: string }

const CHALLENGE_MS = 2 * 60 * 1000

/** Needs no memory: the time, and a keyed hash of it for this device. */
export function createChallenge(server: Server, whose: Whose): string {
  return challengeAt(server, whose, server.now())
}

/**
 * Refuses alike whatever is wrong with the device, so that nobody learns which
 * there are. A phone takes `signed-out` for the end of its access, so what only
 * came late or came twice, as on a slow or broken link, is a `conflict`: ask anew.
 */
export async function renewSession(server: Server, whose: Whose, proof: BodyOf<typeof renewEndpoint>) {
  if (!isFresh(server, whose, proof.challenge)) throw new Refusal('conflict')
  const device = await server.store.db
    .selectFrom('devices')
    .innerJoin('members', (join) =>
      join.onRef('members.petition', '=', 'devices.petition').onRef('members.id', '=', 'devices.member'),
    )
    .select(['devices.publicKey', 'devices.member'])
    .where('devices.petition', '=', whose.petition)
    .where('devices.id', '=', whose.device)
    .where('devices.revokedAt', 'is', null)
    .where('members.revokedAt', 'is', null)
    .executeTakeFirst()
  const isMeant = proof.petition === whose.petition && proof.device === whose.device
  if (device === undefined || !isMeant) throw new Refusal('signed-out')
  if (!(await isProof(server, device.publicKey, proof))) throw new Refusal('signed-out')
  if (!isFirstUse(server, proof)) throw new Refusal('conflict')

  const caller = {
    petition: PetitionId.parse(whose.petition),
    member: MemberId.parse(device.member),
    device: DeviceId.parse(whose.device),
  }
  const token = await server.store.transact((trx) =>
    startSession(server, trx, caller.petition, caller.device),
  )
  return { caller, token }
}

async function isProof(
  server: Server,
  publicKey: string,
  proof: BodyOf<typeof renewEndpoint>,
): Promise<boolean> {
  const keys = await petitionKeys(server, proof.petition, proof.keyId)
  if (keys === undefined) return false
  try {
    const key = await server.runKey(keys, publicKey, proof)
    openSealed(
      key,
      renewalData(proof, proof.challenge),
      fromBase64url(proof.nonce),
      fromBase64url(proof.sealed),
    )
    return true
  } catch {
    return false
  }
}

const answered = new WeakMap<Server, Map<string, number>>()

/** A proof that somebody else has seen on its way opens nothing more. In memory: a challenge outlives no restart by long. */
function isFirstUse(server: Server, { challenge, nonce }: BodyOf<typeof renewEndpoint>): boolean {
  const now = server.now()
  // Two tabs that ask in the same millisecond get one challenge; the nonce, which is vouched for, tells them apart.
  const proof = `${challenge}/${nonce}`
  const used = answered.get(server) ?? new Map<string, number>()
  answered.set(server, used)
  for (const [old, at] of used) if (now - at > CHALLENGE_MS) used.delete(old)
  if (used.has(proof)) return false
  used.set(proof, now)
  return true
}

function isFresh(server: Server, whose: Whose, challenge: string): boolean {
  const at = Number(challenge.split('.')[0])
  const age = server.now() - at
  if (!Number.isSafeInteger(at) || age < 0 || age > CHALLENGE_MS) return false
  const expected = Buffer.from(challengeAt(server, whose, at))
  const given = Buffer.from(challenge)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function challengeAt(server: Server, { petition, device }: Whose, at: number): string {
  const hash = createHmac('sha256', masterKeyFor(server, 'session-challenge')).update(
    `${at}/${petition}/${device}`,
  )
  return `${at}.${hash.digest('base64url')}`
}
