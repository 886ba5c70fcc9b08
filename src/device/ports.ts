/**
 * The effects of the phone's floor come in through these: so the same journal
 * and sync run in a browser, in a simulation with a seed, and against a
 * hostile proxy.
 */
import type { Entry } from '#domain/entry.ts'
import type { DeviceId, DoorId, EntryId, KeyId, MemberId, PetitionId, RunId, StreetId } from '#domain/ids.ts'
import type { DoorMark, Outcome } from '#domain/outcome.ts'
import type { Role } from '#domain/permission.ts'
import type { DeferralReason, RefusalReason } from '#domain/receipt.ts'
import type { PullReply } from '#wire/pull.ts'
import type { PushReply } from '#wire/push.ts'

export type Clock = {
  now(): Date
  /** Resolves after the time, or at once when the signal ends it. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type Dice = {
  /** UUIDv7. */
  id(): string
  bytes(length: number): Uint8Array<ArrayBuffer>
  /** At least 0, less than 1. */
  fraction(): number
}

export type NetRequest = {
  readonly method: 'GET' | 'POST'
  /** Below the API's prefix, query included. */
  readonly path: string
  readonly body?: unknown
}

/** Whatever came back, unjudged: the caller decides by schema and nonce whether it is our server's word. */
export type NetReply =
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly json: unknown
      readonly retryAfterMs?: number | undefined
    }
  | { readonly kind: 'unreachable' }

export type Net = { send(request: NetRequest): Promise<NetReply> }

/** One run's key. It can seal and can't open: not even this phone reads back what it wrote. */
export type RunSeal = {
  /** The encapsulated key, base64url: travels with each entry. */
  readonly enc: string
  /** Compresses and encrypts; `undefined` seals nothing, which still authenticates the data. */
  seal(
    content: unknown,
    associatedData: Uint8Array<ArrayBuffer>,
  ): Promise<{ nonce: Uint8Array<ArrayBuffer>; sealed: Uint8Array<ArrayBuffer> }>
}

export type RunTarget = {
  readonly petition: PetitionId
  readonly device: DeviceId
  readonly run: RunId
  readonly keyId: KeyId
  /** The petition's public key, base64url. */
  readonly publicKey: string
  readonly deviceKeys: DeviceKeys
}

/** The device's key pair for one petition; the private key can't be exported. */
export type DeviceKeys = CryptoKeyPair

export type Seal = {
  createDeviceKeys(): Promise<{ keys: DeviceKeys; publicKey: string }>
  startRun(target: RunTarget): Promise<RunSeal>
}

/** Who this phone is in one petition. */
export type Membership = {
  readonly petition: PetitionId
  readonly title: string
  readonly member: MemberId
  readonly name: string
  readonly role: Role
  readonly device: DeviceId
  readonly deviceKeys: DeviceKeys
  /** The petition's key that the next run seals to. */
  readonly keyId: KeyId
  readonly publicKey: string
}

/** An entry as the phone keeps it. */
export type KeptEntry = {
  readonly id: EntryId
  readonly petition: PetitionId
  readonly run: RunId
  readonly seq: number
  readonly entry: Entry
  readonly state: 'unsent' | 'held' | 'deferred' | 'refused'
  readonly reason?: RefusalReason | DeferralReason | undefined
  /** The server's commit number, once it has a receipt. */
  readonly received?: number | undefined
  readonly savedAt: number
}

/** What a save changes beside the entry itself, in the same transaction. */
export type SaveEffects = {
  readonly door?: {
    readonly id: DoorId
    readonly mark: DoorMark
    readonly outcome: Outcome | undefined
    readonly entry: EntryId | undefined
  }
  readonly forgetDraft?: string | undefined
}

/** What the sync pass has to know of a petition on this phone. */
export type SyncState = {
  readonly cursor?: string | undefined
  /** Those with something unsent, and their highest number: of the others the server has heard it. */
  readonly runs: readonly { readonly run: RunId; readonly seq: number }[]
}

/** The store of the phone, in the few strokes that journal and sync need. Each is one transaction. */
export type PhoneStore = {
  /** Strictly durable when it resolves (J1). Rejects, and keeps nothing, when it could not be. */
  addEntry(kept: KeptEntry, effects: SaveEffects): Promise<void>
  /** Unsent entries in the order of saving. */
  unsent(petition: PetitionId, limit: number): Promise<KeptEntry[]>
  /** Signatures unsent and not taken back, by street, leaving out the given entries. */
  unsentByStreet(
    petition: PetitionId,
    without: ReadonlySet<string>,
  ): Promise<{ street: StreetId; signatures: number }[]>
  syncState(petition: PetitionId): Promise<SyncState>
  /** Applies each receipt to the very entry it names, by id and hash (S2), and the tallies with them. */
  applyPush(petition: PetitionId, reply: PushReply, at: Date): Promise<void>
  /** Rows and cursor together (S5). */
  applyPull(petition: PetitionId, reply: PullReply, at: Date): Promise<void>
}
