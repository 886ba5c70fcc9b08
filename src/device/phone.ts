/**
 * The phone as the screens see it: join, gather, correct, send. One `Gathering`
 * is one start of the app for one petition: one run, one journal, one sync loop.
 */
import { toBase64url } from '#domain/base64url.ts'
import { probeData } from '#domain/canonical.ts'
import {
  DeviceId,
  type DoorId,
  type EntryId,
  type PetitionId,
  RunId,
  type Sha256,
  type StreetId,
} from '#domain/ids.ts'
import { markAfter, type Outcome } from '#domain/outcome.ts'
import type { Method, Personal } from '#domain/personal.ts'
import { HelloReply, ProbeReply } from '#wire/hello.ts'
import { Problem, type ProblemCode } from '#wire/problem.ts'
import { join as joinEndpoint } from '#wire/session.ts'
import { type BackupMade, makeBackupFile } from './backup-file.ts'
import type { DoorRow, PhoneDatabase } from './database.ts'
import { unsentOf } from './dexie-store.ts'
import { createJournal } from './journal.ts'
import type { Clock, Dice, Membership, Net, NetReply, PhoneStore, RunTarget, Seal } from './ports.ts'
import { renewSession } from './renew-session.ts'
import { forgetStreets, forgetUnlessUnsent } from './store/forget.ts'
import { handOver } from './sync/hand-over.ts'
import { createPassMemory } from './sync/pass.ts'
import { passWithSession } from './sync/pass-with-session.ts'
import { createSyncLoop, type SyncLoop } from './sync/sync-loop.ts'

export type PhoneParts = {
  readonly db: PhoneDatabase
  readonly store: PhoneStore
  readonly seal: Seal
  readonly net: Net
  readonly clock: Clock
  readonly dice: Dice
  readonly withLock: <T>(work: () => Promise<T>) => Promise<T | undefined>
  /** Background Sync, where it exists. */
  readonly askToBeWoken?: (() => void) | undefined
}

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly membership: Membership }
  | { readonly kind: 'refused'; readonly code: ProblemCode }
  /** Somebody else gathers for this petition in this browser, and has not sent everything. */
  | { readonly kind: 'unsent-of-another'; readonly name: string; readonly unsent: number }
  | { readonly kind: 'offline' }

export type SignatureGiven = {
  readonly street: StreetId
  readonly door?: DoorRow | undefined
  readonly method: Method
  readonly wording: Sha256
  readonly personal: Personal
  /** Erased in the same transaction. */
  readonly draft?: string | undefined
}

/** What is needed to take one's last step back. */
export type Knocked = {
  readonly entry: EntryId
  readonly door: DoorId
  readonly before: Pick<DoorRow, 'mark' | 'outcome'>
}

export type Gathering = {
  readonly membership: Membership
  /** Each resolves only when durable (J1), and wakes the sync. */
  knock(door: DoorRow, outcome: Outcome): Promise<Knocked>
  sign(given: SignatureGiven): Promise<EntryId>
  /** Replaces the whole personal part of a signature of this phone (A1). */
  amend(ref: EntryId, street: StreetId, personal: Personal): Promise<void>
  /** Takes back a signature, at its resident's wish, or a knock that did not happen. */
  withdraw(ref: EntryId, door?: Pick<DoorRow, 'id' | 'street' | 'mark'>): Promise<void>
  readonly sync: SyncLoop
  /** Whether the server can open what this phone seals; 'offline' when it can't be asked. */
  probeKey(): Promise<'opened' | 'not-opened' | 'offline'>
  /** Ends the sync loop. */
  stop(): void
}

export type Phone = {
  readonly db: PhoneDatabase
  join(code: string, label: string): Promise<JoinOutcome>
  membership(petition: PetitionId): Promise<Membership | undefined>
  memberships(): Promise<Membership[]>
  gather(membership: Membership): Gathering
  /** For a browser that lost its cookie: whether there is a session again. */
  renewSession(petition: PetitionId): Promise<boolean>
  /**
   * A petition this phone has nothing unsent of may be forgotten; gives the number of unsent entries otherwise (S8).
   * What is in a backup file counts as sent, for somebody who says that they have the file.
   */
  leave(petition: PetitionId, given?: BackupMade): Promise<{ readonly unsent: number }>
  /** Everything of a petition that can still be handed in, in a file for an organiser. */
  makeBackupFile(petition: PetitionId): Promise<BackupMade>
}

export function createPhone(parts: PhoneParts): Phone {
  const { db } = parts
  return {
    db,
    join: (code, label) => joinPetition(parts, code, label),
    membership: (petition) => db.memberships.get(petition),
    memberships: () => db.memberships.toArray(),
    renewSession: async (petition) => {
      const membership = await db.memberships.get(petition)
      return membership !== undefined && (await renewSession(parts, membership)) === 'renewed'
    },
    gather: (membership) => startGathering(parts, membership),
    leave: (petition, given) => leavePetition(parts, petition, given),
    makeBackupFile: (petition) => makeBackupFile(parts, petition),
  }
}

async function joinPetition(parts: PhoneParts, code: string, label: string): Promise<JoinOutcome> {
  const { db, seal, net, dice } = parts
  const { keys, publicKey } = await seal.createDeviceKeys()
  const device = DeviceId.parse(dice.id())
  const before = await db.memberships.toArray()
  const reply = await net.send({
    method: 'POST',
    path: joinEndpoint.path,
    body: { code, device, publicKey, known: before.map((each) => each.device), label },
  })
  if (reply.kind === 'unreachable') return { kind: 'offline' }
  if (reply.status !== 200) return refusalOf(reply)
  const joined = joinEndpoint.reply.safeParse(reply.json)
  if (!joined.success) return { kind: 'offline' }
  const { petition, title, member, name, role } = joined.data.session
  // Signed in again: the same device with its own keys, or what it has not sent would be nobody's.
  const same = before.find((each) => each.device === joined.data.session.device)
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
  const other = before.find((each) => each.petition === petition && each.member !== member)
  if (other !== undefined) {
    const unsent = await forgetUnlessUnsent(db, petition)
    if (unsent > 0) {
      // The cookie is the newcomer's by now: the one who has to send first gets it back, at the latest in the next pass.
      if ((await renewSession(parts, other)) !== 'ended') {
        return { kind: 'unsent-of-another', name: other.name, unsent }
      }
      await handOver({ ...parts, petition })
      const left = await unsentOf(db, petition).count()
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

function startGathering(parts: PhoneParts, membership: Membership): Gathering {
  const { store, net, clock, dice, seal, withLock } = parts
  const { petition, device, deviceKeys, keyId, publicKey } = membership
  const target: RunTarget = { petition, device, deviceKeys, keyId, publicKey, run: RunId.parse(dice.id()) }
  const journal = createJournal({ store, clock, dice, target, startRun: seal.startRun })
  const memory = createPassMemory()
  const sync = createSyncLoop({
    pass: () => passWithSession({ ...parts, memory }, membership),
    withLock,
    onWaiting: parts.askToBeWoken,
    clock,
    dice,
  })

  return {
    membership,
    sync,
    stop: sync.stop,

    async knock(door, outcome) {
      const before = { mark: door.mark, outcome: door.outcome }
      const entry = await journal.save(
        { kind: 'knock', street: door.street, door: door.id, outcome },
        (id) => ({
          door: { id: door.id, mark: markAfter(door.mark, outcome), outcome, entry: id },
        }),
      )
      sync.wake()
      return { entry: entry.id, door: door.id, before }
    },

    async sign({ street, door, method, wording, personal, draft }) {
      const entry = await journal.save(
        { kind: 'sign', street, door: door?.id, outcome: 'signed', method, wording, personal },
        (id) => ({
          forgetDraft: draft,
          ...(door === undefined
            ? {}
            : { door: { id: door.id, mark: markAfter(door.mark, 'signed'), outcome: 'signed', entry: id } }),
        }),
      )
      sync.wake()
      return entry.id
    },

    async amend(ref, street, personal) {
      await journal.save({ kind: 'amend', street, ref, personal })
      sync.wake()
    },

    async withdraw(ref, door) {
      await journal.save({ kind: 'withdraw', ref, street: door?.street, door: door?.id }, (id) =>
        door === undefined ? {} : { door: { id: door.id, mark: door.mark, outcome: undefined, entry: id } },
      )
      sync.wake()
    },

    async probeKey() {
      const nonce = toBase64url(dice.bytes(16))
      const hello = await net.send({ method: 'GET', path: `/petitions/${petition}/hello?n=${nonce}` })
      if (hello.kind === 'unreachable' || hello.status !== 200) return 'offline'
      const word = HelloReply.safeParse(hello.json)
      if (!word.success || word.data.nonce !== nonce) return 'offline'
      const run = await seal.startRun(target)
      const probe = { petition, device, run: target.run, keyId, enc: run.enc }
      const sealed = await run.seal(undefined, probeData(probe))
      const reply = await net.send({
        method: 'POST',
        path: `/petitions/${petition}/probe`,
        body: { ...probe, nonce: toBase64url(sealed.nonce), sealed: toBase64url(sealed.sealed) },
      })
      if (reply.kind === 'unreachable' || reply.status !== 200) return 'offline'
      const answer = ProbeReply.safeParse(reply.json)
      if (!answer.success) return 'offline'
      return answer.data.opened ? 'opened' : 'not-opened'
    },
  }
}

async function leavePetition(
  { db, net }: PhoneParts,
  petition: PetitionId,
  given: BackupMade | undefined,
): Promise<{ unsent: number }> {
  const unsent = await forgetUnlessUnsent(db, petition, given?.entries)
  if (unsent === 0) await net.send({ method: 'POST', path: `/petitions/${petition}/leave` })
  return { unsent }
}
