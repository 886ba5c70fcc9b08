/**
 * An entry is anything a device writes into its journal. Entries are added and
 * never edited, so merging two copies of a journal is a union, and no sync can
 * lose a signature. The bytes of an entry are laid out in `README.md`.
 */
import * as z from 'zod/mini'
import { DeviceId, DoorId, EntryId, Instant, KeyId, PetitionId, RunId, Sha256, StreetId } from './ids.ts'
import { Outcome } from './outcome.ts'
import { Method } from './personal.ts'

export const ENTRY_VERSION = 1

export const EntryKind = z.enum(['sign', 'amend', 'withdraw', 'knock', 'door'])
export type EntryKind = z.infer<typeof EntryKind>

/** What anyone who carries an entry may read: street and door, never who. All of it is authenticated. */
const clear = {
  id: EntryId,
  petition: PetitionId,
  device: DeviceId,
  run: RunId,
  /** 1, 2, 3 … within a run, without a gap. */
  seq: z.int().check(z.gte(1)),
  v: z.literal(ENTRY_VERSION),
  kind: EntryKind,
  street: z.optional(StreetId),
  door: z.optional(DoorId),
  outcome: z.optional(Outcome),
  method: z.optional(Method),
  /** The hash of the wording that was signed. */
  wording: z.optional(Sha256),
  /** The first `sign` that an amend or a withdrawal is about. */
  ref: z.optional(EntryId),
  /** The device's clock: evidence, never order (J2). */
  madeAt: Instant,
  keyId: KeyId,
  /** The run's encapsulated key (RFC 9180): an uncompressed P-256 point of 65 bytes. */
  enc: z.base64url().check(z.length(87)),
} as const

export const ClearPart = z.strictObject(clear)
export type ClearPart = z.infer<typeof ClearPart>

export const Entry = z
  .strictObject({
    ...clear,
    /** 12 random bytes. */
    nonce: z.base64url().check(z.length(16)),
    /** AES-256-GCM of the personal part, or of what a door is like; mostly of nothing for a knock, and always for a withdrawal: the tag still vouches for the clear part. */
    sealed: z.base64url().check(z.minLength(22), z.maxLength(43_000)),
    hash: Sha256,
  })
  .check(
    z.refine((entry) => (entry.kind === 'sign' ? isCompleteSign(entry) : true), 'incomplete-sign'),
    z.refine((entry) => (entry.kind === 'knock' ? isCompleteKnock(entry) : true), 'incomplete-knock'),
    z.refine((entry) => (entry.kind === 'door' ? isCompleteDoor(entry) : true), 'incomplete-door'),
    z.refine(
      ({ kind, ref }) => (kind === 'amend' || kind === 'withdraw') === (ref !== undefined),
      'ref-mismatch',
    ),
  )
export type Entry = z.infer<typeof Entry>

const isCompleteSign = (entry: ClearPart) =>
  entry.street !== undefined &&
  entry.wording !== undefined &&
  entry.method !== undefined &&
  entry.outcome === 'signed'

const isCompleteKnock = (entry: ClearPart) =>
  entry.door !== undefined && entry.street !== undefined && entry.outcome !== undefined

const isCompleteDoor = (entry: ClearPart) => entry.door !== undefined && entry.street !== undefined
