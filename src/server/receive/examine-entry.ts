/**
 * Looks at one entry without touching the database: is it whole, is it of a
 * phone that may send it here, does it open, does it meet the petition's rules?
 * Each entry is judged alone, so a poisoned one never holds back another (S3),
 * and by the key of the device that it names, whoever brought it (A1).
 */
import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { associatedDataOf, hashedBytes } from '#domain/canonical.ts'
import { DoorDescription } from '#domain/door-description.ts'
import { ENTRY_VERSION, Entry, EntryKind } from '#domain/entry.ts'
import { type DeviceId, EntryId, type MemberId, type PetitionId, Sha256 } from '#domain/ids.ts'
import { PaperPlace } from '#domain/paper-place.ts'
import type { Personal } from '#domain/personal.ts'
import type { PetitionSettings } from '#domain/petition.ts'
import type { PetitionState } from '#domain/petition-state.ts'
import type { DeferralReason, RefusalReason } from '#domain/receipt.ts'
import { personalFor, recipientProfiles } from '#domain/recipient-profile.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import { openSealed } from './open-entry.ts'
import type { RunKey } from './run-keys.ts'

export type Examined =
  | {
      readonly verdict: 'sound'
      readonly entry: Entry
      readonly personal: Personal | undefined
      /** Of a `door` entry. */
      readonly described?: DoorDescription | undefined
    }
  | {
      readonly verdict: 'refused' | 'deferred'
      readonly reason: RefusalReason | DeferralReason
      /** As claimed, so that the phone knows which entry is meant. */
      readonly id: string
      readonly hash: string
      readonly raw: unknown
      /** Whether the seal showed that the device which it names wrote it, under this id and hash. */
      readonly isProved: boolean
    }

export type ExaminedAside = Exclude<Examined, { verdict: 'sound' }>

export type KnownDevice = {
  readonly publicKey: string
  readonly member: MemberId
  /** Whether device and member still have access: what a revoked one seals waits for a person (S8). */
  readonly isLive: boolean
  /** The phone's clock minus the server's, in milliseconds, as far as it was measured (S10). */
  readonly clockOffset: number
}

export type ExamineContext = {
  readonly petition: PetitionId
  /** Those whose entries may come this way. */
  readonly devices: ReadonlyMap<DeviceId, KnownDevice>
  readonly state: PetitionState
  readonly settings: PetitionSettings | null
  readonly wordings: ReadonlySet<string>
  /** The petition's newest. */
  readonly keys: PetitionKeys
  readonly keysById: ReadonlyMap<string, PetitionKeys>
  readonly runKey: RunKey
}

/** The least that every version of an entry will have. */
const AnyVersion = z.looseObject({ id: z.uuid(), hash: z.string(), v: z.int(), kind: z.string() })

/** An honest entry, ink included, is a tenth of this. */
const MAX_ENTRY_CHARACTERS = 60_000

export async function examineEntry(raw: unknown, context: ExamineContext): Promise<Examined> {
  let isProved = false
  const aside = (verdict: 'refused' | 'deferred', reason: RefusalReason | DeferralReason): Examined => {
    const tooLarge = reason === 'too-large'
    return {
      verdict,
      reason,
      id: claimed(raw, 'id'),
      hash: claimed(raw, 'hash'),
      raw: tooLarge ? null : raw,
      isProved,
    }
  }
  const refused = (reason: RefusalReason) => aside('refused', reason)

  // First, because nearly all pass, and what passes is neither too large nor too new.
  const parsed = Entry.safeParse(raw)
  if (!parsed.success) {
    if (lengthOf(raw) > MAX_ENTRY_CHARACTERS) return refused('too-large')
    const any = AnyVersion.safeParse(raw)
    if (!any.success) return refused('malformed')
    if (any.data.v > ENTRY_VERSION) return aside('deferred', 'newer-version')
    if (!EntryKind.safeParse(any.data.kind).success) return aside('deferred', 'unknown-kind')
    return refused('malformed')
  }

  const entry = parsed.data
  if (entry.petition !== context.petition) return refused('foreign-petition')
  const device = context.devices.get(entry.device)
  if (device === undefined) return refused('foreign-device')
  const { nonce, sealed, hash, ...clear } = entry
  const parts = {
    associatedData: associatedDataOf(clear),
    nonce: Buffer.from(nonce, 'base64url'),
    sealed: Buffer.from(sealed, 'base64url'),
  }
  if (hash !== hashOf(parts)) return refused('hash-mismatch')
  const keys = context.keysById.get(entry.keyId)
  if (keys === undefined) return refused('unknown-key')
  const opened = await tryOpen(() => context.runKey(keys, device.publicKey, entry), parts)
  if (opened === 'cannot-open') return refused('cannot-open')
  isProved = true

  const said = contentOf(entry, opened.content, context)
  if (typeof said === 'string') return refused(said)
  if (!device.isLive) return aside('deferred', 'device-revoked')
  return { verdict: 'sound', entry, personal: said.personal, described: said.described }
}

type Parts = {
  readonly associatedData: Uint8Array
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

/** As `entryHash`, at once: the browser's own way costs ten times this for so few bytes. */
const hashOf = ({ associatedData, nonce, sealed }: Parts): string =>
  createHash('sha256')
    .update(hashedBytes(associatedData, nonce, sealed))
    .digest('base64url')

async function tryOpen(runKey: () => Promise<Uint8Array>, { associatedData, nonce, sealed }: Parts) {
  try {
    return { content: openSealed(await runKey(), associatedData, nonce, sealed) }
  } catch {
    return 'cannot-open'
  }
}

type Content = { readonly personal?: Personal; readonly described?: DoorDescription }

function contentOf(
  { kind, wording, method }: Entry,
  content: unknown,
  { settings, state, wordings }: ExamineContext,
): Content | RefusalReason {
  if (kind === 'withdraw') return {}
  if (kind === 'knock') return PaperPlace.safeParse(content ?? {}).success ? {} : 'rules-not-met'
  if (kind === 'door') {
    const described = DoorDescription.safeParse(content)
    return described.success ? { described: described.data } : 'rules-not-met'
  }
  if (settings === null || state === 'draft') return 'petition-closed'
  if (kind === 'sign') {
    if (wording === undefined || !wordings.has(wording)) return 'unknown-wording'
    if (method === undefined || !recipientProfiles[settings.profile].methods.includes(method))
      return 'method-not-accepted'
  }
  const personal = rulesOf(settings).safeParse(content)
  if (!personal.success) return 'rules-not-met'
  if (kind === 'sign' && method === 'drawn' && personal.data.ink === undefined) return 'rules-not-met'
  return { personal: personal.data }
}

const rules = new WeakMap<PetitionSettings, ReturnType<typeof personalFor>>()

/** Made once for all that come together: making a schema costs more than an entry does. */
function rulesOf(settings: PetitionSettings): ReturnType<typeof personalFor> {
  const known = rules.get(settings) ?? personalFor(settings)
  rules.set(settings, known)
  return known
}

/** What the entry says it is called, where that can be a name of an entry at all: these two rest in clear. */
function claimed(raw: unknown, field: 'id' | 'hash'): string {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[field] : undefined
  const parsed = (field === 'id' ? EntryId : Sha256).safeParse(value)
  return parsed.success ? parsed.data : ''
}

/** Endless for what is nested too deep to be written down. */
function lengthOf(raw: unknown): number {
  try {
    return (JSON.stringify(raw) ?? '').length
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
