import { toBase64url } from '#domain/base64url.ts'
import { DeviceId } from '#domain/ids.ts'
import { Problem, type ProblemCode } from '#wire/problem.ts'
import { type FormerDevice, join as joinEndpoint } from '#wire/session.ts'
import type { PhoneDatabase } from './database.ts'
import { forgetPetition } from './forget-petition.ts'
import type { PhoneParts } from './phone.ts'
import type { Membership, NetReply } from './ports.ts'
import { readHeld } from './reads.ts'
import { renewSession } from './renew-session.ts'
import { unsentIds } from './store/entries.ts'
import { forgetStreets } from './store/forget.ts'
import { handOver } from './sync/hand-over.ts'

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly membership: Membership }
  | { readonly kind: 'refused'; readonly code: ProblemCode }
  /** Somebody else gathers for this petition in this browser, and has not sent everything. */
  | { readonly kind: 'unsent-of-another'; readonly name: string; readonly unsent: number }
  | { readonly kind: 'offline' }

/** What the journal files hold of a petition came back at the start, keys or none, and goes with the first pass. */
export async function joinPetition(parts: PhoneParts, code: string, label: string): Promise<JoinOutcome> {
  const { storage, seal, net, dice } = parts
  const { db, store } = storage
  const { keys, publicKey } = await seal.createDeviceKeys()
  const device = DeviceId.parse(dice.id())
  const before = await db.memberships.toArray()
  const reply = await net.send({
    method: 'POST',
    path: joinEndpoint.path,
    body: {
      code,
      device,
      publicKey,
      known: before.map((each) => each.device),
      ...(await formerDevices(db, before)),
      label,
    },
  })
  if (reply.kind === 'unreachable') return { kind: 'offline' }
  if (reply.status !== 200) return refusalOf(reply)
  const joined = joinEndpoint.reply.safeParse(reply.json)
  if (!joined.success) return { kind: 'offline' }
  const { petition, title, member, name, role } = joined.data.session
  // Signed in again: the same device with its own keys, or what it has not sent would be nobody's.
  const same = before.find((each) => each.device === joined.data.session.device)
  // A reply to another question: under this device's name the keys would seal for nobody.
  if (!same && joined.data.session.device !== device) return { kind: 'offline' }
  const membership: Membership = {
    petition,
    title,
    member,
    name,
    role,
    device: same?.device ?? device,
    deviceKeys: same?.deviceKeys ?? keys,
    keyId: joined.data.keyId,
    publicKey: joined.data.publicKey,
  }
  const other = before.find((each) => each.petition === petition && each.member !== member && each !== same)
  if (other !== undefined) {
    const unsent = await forgetPetition(storage, petition)
    if (unsent > 0) {
      // The cookie is the newcomer's by now: the one who has to send first gets it back, at the latest in the next pass.
      if ((await renewSession(parts, other)) !== 'ended') {
        return { kind: 'unsent-of-another', name: other.name, unsent }
      }
      await handOver({ ...parts, store, petition })
      const left = (await unsentIds(db, petition)).length
      if (left > 0) return { kind: 'unsent-of-another', name: other.name, unsent: left }
      await forgetStreets(db, petition)
    }
  }
  await db.memberships.put(membership)
  return { kind: 'joined', membership }
}

function refusalOf(reply: Extract<NetReply, { kind: 'reply' }>): JoinOutcome {
  const problem = Problem.safeParse(reply.json)
  return problem.success ? { kind: 'refused', code: problem.data.error } : { kind: 'offline' }
}

/** Only with something that it could have to send again, because an older server refuses what it does not know. */
async function formerDevices(
  db: PhoneDatabase,
  before: readonly Membership[],
): Promise<{ former?: FormerDevice[] }> {
  const former: FormerDevice[] = []
  for (const { petition, member, device, deviceKeys } of before) {
    const { unsent, unbacked } = await readHeld(db, petition)
    if (unsent + unbacked === 0) continue
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', deviceKeys.publicKey))
    former.push({ petition, member, device, publicKey: toBase64url(publicKey) })
  }
  return former.length === 0 ? {} : { former }
}
