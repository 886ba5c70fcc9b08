/**
 * Looks at one pushed entry without touching the database: is it whole, is it
 * this phone's, does it open, does it meet the petition's rules? Each entry is
 * judged alone, so a poisoned one never holds back another (S3).
 */
import * as z from 'zod/mini'
import { fromBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { ENTRY_VERSION, Entry, EntryKind } from '#domain/entry.ts'
import { EntryId, Sha256 } from '#domain/ids.ts'
import { Personal } from '#domain/personal.ts'
import type { PetitionSettings, PetitionState } from '#domain/petition.ts'
import type { DeferralReason, RefusalReason } from '#domain/receipt.ts'
import { personalFor, recipientProfiles } from '#domain/recipient-profile.ts'
import type { Caller } from '../caller.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import { openSealed } from './open-entry.ts'
import type { RunKey } from './run-keys.ts'

export type Examined =
  | { readonly verdict: 'sound'; readonly entry: Entry; readonly personal: Personal | undefined }
  | {
      readonly verdict: 'refused' | 'deferred'
      readonly reason: RefusalReason | DeferralReason
      /** As claimed, so that the phone knows which entry is meant. */
      readonly id: string
      readonly hash: string
      readonly raw: unknown
    }

export type ExaminedAside = Exclude<Examined, { verdict: 'sound' }>

export type ExamineContext = {
  readonly caller: Caller
  readonly devicePublicKey: string
  readonly state: PetitionState
  readonly settings: PetitionSettings | null
  readonly wordings: ReadonlySet<string>
  readonly keysById: (keyId: string) => Promise<PetitionKeys | undefined>
  readonly runKey: RunKey
}

/** The least that every version of an entry will have. */
const AnyVersion = z.looseObject({ id: z.uuid(), hash: z.string(), v: z.int(), kind: z.string() })

/** An honest entry, ink included, is a tenth of this. */
const MAX_ENTRY_CHARACTERS = 60_000

export async function examineEntry(raw: unknown, context: ExamineContext): Promise<Examined> {
  const aside = (verdict: 'refused' | 'deferred', reason: RefusalReason | DeferralReason): Examined => {
    const tooLarge = reason === 'too-large'
    return {
      verdict,
      reason,
      id: claimed(raw, 'id'),
      hash: claimed(raw, 'hash'),
      raw: tooLarge ? null : raw,
    }
  }
  const refused = (reason: RefusalReason) => aside('refused', reason)

  if (lengthOf(raw) > MAX_ENTRY_CHARACTERS) return refused('too-large')
  const any = AnyVersion.safeParse(raw)
  if (!any.success) return refused('malformed')
  if (any.data.v > ENTRY_VERSION) return aside('deferred', 'newer-version')
  if (!EntryKind.safeParse(any.data.kind).success) return aside('deferred', 'unknown-kind')
  const parsed = Entry.safeParse(raw)
  if (!parsed.success) return refused('malformed')

  const entry = parsed.data
  if (entry.petition !== context.caller.petition) return refused('foreign-petition')
  if (entry.device !== context.caller.device) return refused('foreign-device')
  const { nonce, sealed, hash, ...clear } = entry
  const associatedData = associatedDataOf(clear)
  if (hash !== (await entryHash(associatedData, fromBase64url(nonce), fromBase64url(sealed)))) {
    return refused('hash-mismatch')
  }
  const keys = await context.keysById(entry.keyId)
  if (keys === undefined) return refused('unknown-key')
  const opened = await tryOpen(keys, context, entry, associatedData)
  if (opened === 'cannot-open') return refused('cannot-open')

  const personal = personalOf(entry, opened.content, context)
  if (typeof personal === 'string') return refused(personal)
  return { verdict: 'sound', entry, personal: personal?.personal }
}

async function tryOpen(
  keys: PetitionKeys,
  { devicePublicKey, runKey }: ExamineContext,
  entry: Entry,
  associatedData: Uint8Array,
) {
  try {
    const key = await runKey(keys, devicePublicKey, entry)
    return {
      content: openSealed(key, associatedData, fromBase64url(entry.nonce), fromBase64url(entry.sealed)),
    }
  } catch {
    return 'cannot-open'
  }
}

function personalOf(
  { kind, wording, method }: Entry,
  content: unknown,
  { settings, state, wordings }: ExamineContext,
): { personal: Personal } | undefined | RefusalReason {
  if (kind === 'knock' || kind === 'withdraw') return undefined
  if (settings === null || state === 'draft') return 'petition-closed'
  if (kind === 'sign') {
    if (wording === undefined || !wordings.has(wording)) return 'unknown-wording'
    if (method === undefined || !recipientProfiles[settings.profile].methods.includes(method))
      return 'method-not-accepted'
  }
  const personal = Personal.safeParse(content)
  if (!personal.success) return 'rules-not-met'
  if (kind === 'sign' && method === 'drawn' && personal.data.ink === undefined) return 'rules-not-met'
  return personalFor(settings).safeParse(content).success ? { personal: personal.data } : 'rules-not-met'
}

/** Visible ASCII only: a database column must take what a stranger claims. */
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
