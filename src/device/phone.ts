/**
 * The phone as the screens see it: join, gather, correct, send. One `Gathering`
 * is one start of the app for one petition: one run, one journal, one sync loop.
 */
import { toBase64url } from '#domain/base64url.ts'
import { probeData } from '#domain/canonical.ts'
import type { Door } from '#domain/door.ts'
import type { DoorDescription } from '#domain/door-description.ts'
import { type DoorId, type EntryId, type PetitionId, RunId, type Sha256, type StreetId } from '#domain/ids.ts'
import { markAfter, type Outcome, type StickerRule } from '#domain/outcome.ts'
import type { PaperPlace } from '#domain/paper-place.ts'
import type { Method, Personal } from '#domain/personal.ts'
import { HelloReply, ProbeReply } from '#wire/hello.ts'
import { type BackupMade, makeBackupFile } from './backup-file.ts'
import type { DoorRow, PhoneDatabase } from './database.ts'
import type { JoinOutcome } from './join-petition.ts'
import { createJournal } from './journal.ts'
import { orphansOf, type PhoneStorage } from './phone-storage.ts'
import type { Clock, Dice, Membership, Net, RunTarget, Seal } from './ports.ts'
import { renewSession } from './renew-session.ts'
import { replaceDevice } from './replace-device.ts'
import type { StorageWatch } from './storage-watch.ts'
import { createPassMemory } from './sync/pass.ts'
import { passWithSession } from './sync/pass-with-session.ts'
import { createSyncLoop, type SyncLoop } from './sync/sync-loop.ts'

export type PhoneParts = {
  readonly storage: PhoneStorage
  readonly seal: Seal
  readonly net: Net
  readonly clock: Clock
  readonly dice: Dice
  readonly withLock: <T>(work: () => Promise<T>) => Promise<T | undefined>
  /** Background Sync, where it exists. */
  readonly askToBeWoken?: (() => void) | undefined
}

export type SignatureGiven = {
  readonly street: StreetId
  readonly door?: DoorRow | undefined
  readonly method: Method
  readonly wording: Sha256
  readonly personal: Personal
  /** Erased in the same transaction. */
  readonly draft?: string | undefined
}

export type MoreOfKnock = {
  /** What a sticker means in this petition. */
  readonly stickers?: StickerRule | undefined
  /** Where somebody signed on paper. */
  readonly paper?: PaperPlace | undefined
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
  knock(door: DoorRow, outcome: Outcome, more?: MoreOfKnock): Promise<Knocked>
  /** Adds a door that was missing, or notes how to get to one that is there. */
  describe(door: Door, said: DoorDescription): Promise<EntryId>
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
  /** What is to be said of this phone's own storage. */
  readonly watch: StorageWatch
  join(code: string, label: string): Promise<JoinOutcome>
  membership(petition: PetitionId): Promise<Membership | undefined>
  memberships(): Promise<Membership[]>
  gather(membership: Membership): Gathering
  /** For a browser that lost its cookie: whether there is a session again. */
  renewSession(petition: PetitionId): Promise<boolean>
  /** For a browser that lost its keys and has its cookie: who it was, it is again. The label names the browser. */
  recover(label: string): Promise<void>
  /**
   * A petition this phone has nothing unsent of may be forgotten; gives the number of unsent entries otherwise (S8).
   * What is in a backup file counts as sent, for somebody who says that they have the file.
   */
  leave(petition: PetitionId, given?: BackupMade): Promise<{ readonly unsent: number }>
  /** Everything of a petition that can still be handed in, in a file for an organiser. */
  makeBackupFile(petition: PetitionId): Promise<BackupMade>
}

export function createPhone(parts: PhoneParts): Phone {
  const { storage, net, clock } = parts
  const { db, watch } = storage
  /** With their keys, which no file holds: should the database be cleared under the page, they are put back. */
  const known = new Map<PetitionId, Membership>()
  const gatherings = new Set<Gathering>()

  storage.onReopened(async (isLost) => {
    if (isLost) await db.memberships.bulkPut([...known.values()])
    for (const { sync } of gatherings) sync.wake()
  })

  return {
    db,
    watch,
    // Both need the network anyway, and come from it or from the app's own cache.
    join: async (code, label) => (await import('./join-petition.ts')).joinPetition(parts, code, label),
    membership: (petition) => db.memberships.get(petition),
    memberships: () => db.memberships.toArray(),
    renewSession: async (petition) => {
      const membership = await db.memberships.get(petition)
      return membership !== undefined && (await renewSession(parts, membership)) === 'renewed'
    },
    async recover(label) {
      for (const { petition } of await orphansOf(db)) {
        const membership = await replaceDevice(parts, petition, label)
        if (membership) await db.memberships.put(membership)
      }
      watch.orphaned(await orphansOf(db))
    },
    gather(membership) {
      known.set(membership.petition, membership)
      const gathering = startGathering(parts, membership, () => gatherings.delete(gathering))
      gatherings.add(gathering)
      return gathering
    },
    async leave(petition, given) {
      const { forgetPetition } = await import('./forget-petition.ts')
      const unsent = await forgetPetition(storage, petition, given?.entries)
      if (unsent === 0) {
        known.delete(petition)
        await net.send({ method: 'POST', path: `/petitions/${petition}/leave` })
      }
      return { unsent }
    },
    makeBackupFile: (petition) =>
      makeBackupFile({ db, files: storage.files, recent: storage.copies.recent, clock }, petition),
  }
}

/** To begin a pass takes a slow phone longer than the save itself. */
const QUIET_MS = 500
const MOST_WAITS = 10

function startGathering(parts: PhoneParts, membership: Membership, onStop: () => void): Gathering {
  const { storage, net, clock, dice, seal, withLock } = parts
  const { store, copies, doubts } = storage
  const { petition, device, deviceKeys, keyId, publicKey } = membership
  const target: RunTarget = { petition, device, deviceKeys, keyId, publicKey, run: RunId.parse(dice.id()) }
  const journal = createJournal({ copies, clock, dice, target, startRun: seal.startRun, doubts })
  void journal.settle()
  const report = storage.reporterFor(petition)
  const memory = createPassMemory()
  const sync = createSyncLoop({
    async pass() {
      const outcome = await passWithSession({ ...parts, store, memory, report }, membership)
      if (outcome.kind === 'done') void storage.afterPass().catch(() => undefined)
      return outcome
    },
    withLock,
    onWaiting: parts.askToBeWoken,
    clock,
    dice,
  })

  let saves = 0

  /** Saves that come together are sent together, and the screen after a save comes first. */
  async function wakeSoon(): Promise<void> {
    saves += 1
    if (saves > 1) return
    let seen = 0
    for (let waits = 0; waits < MOST_WAITS && seen < saves; waits += 1) {
      seen = saves
      await parts.clock.sleep(QUIET_MS)
    }
    saves = 0
    sync.wake()
  }

  return {
    membership,
    sync,
    stop() {
      sync.stop()
      onStop()
    },

    async knock(door, outcome, { stickers, paper } = {}) {
      const before = { mark: door.mark, outcome: door.outcome }
      const entry = await journal.save(
        { kind: 'knock', street: door.street, door: door.id, outcome, personal: paper },
        (id) => ({
          door: { id: door.id, mark: markAfter(door.mark, outcome, stickers), outcome, entry: id },
        }),
      )
      void wakeSoon()
      return { entry: entry.id, door: door.id, before }
    },

    async describe(door, said) {
      const entry = await journal.save(
        { kind: 'door', street: door.street, door: door.id, personal: said },
        () => ({ described: door }),
      )
      void wakeSoon()
      return entry.id
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
      void wakeSoon()
      return entry.id
    },

    async amend(ref, street, personal) {
      await journal.save({ kind: 'amend', street, ref, personal })
      void wakeSoon()
    },

    async withdraw(ref, door) {
      await journal.save({ kind: 'withdraw', ref, street: door?.street, door: door?.id }, (id) =>
        door === undefined ? {} : { door: { id: door.id, mark: door.mark, outcome: undefined, entry: id } },
      )
      void wakeSoon()
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
