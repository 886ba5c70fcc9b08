/** Entries and replies in their right shape, where a test is about what becomes of them and not about their seal. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import type { DoorRow } from '#device/database.ts'
import type { KeptEntry, WholeEntry } from '#device/ports.ts'
import { toBase64url } from '#domain/base64url.ts'
import { Door } from '#domain/door.ts'
import { Entry } from '#domain/entry.ts'
import { DoorId, PetitionId, RunId, StreetId } from '#domain/ids.ts'
import type { DeferralReason, Receipt, RefusalReason } from '#domain/receipt.ts'
import { PullReply } from '#wire/pull.ts'
import { PushReply } from '#wire/push.ts'
import { petitionOnPhone } from './petition-on-phone.ts'

export const petition = PetitionId.parse(v7())
export const street = StreetId.parse(v7())
export const device = randomUUID()
const run = RunId.parse(randomUUID())
/** A run is of one petition. */
const runElsewhere = RunId.parse(randomUUID())
let lastSeq = 0

export function doorWith(changes: Partial<DoorRow> = {}): DoorRow {
  const { id = DoorId.parse(v7()), mark = 'to-visit', ...more } = changes
  const door = Door.parse({ id, street: more.street ?? street, label: { number: 1001 }, position: 0, mark })
  return { ...door, petition, ...more }
}

export function keptWith(
  entry: Partial<Entry> = {},
  kept: Partial<Omit<KeptEntry, 'entry'>> = {},
): WholeEntry {
  lastSeq += 1
  const kind = entry.kind ?? 'sign'
  const parsed = Entry.parse({
    id: v7(),
    petition,
    device,
    run: entry.petition === undefined ? run : runElsewhere,
    seq: lastSeq,
    v: 1,
    kind,
    ...(kind === 'sign' ? { street, outcome: 'signed', method: 'typed', wording: hash43('wording') } : {}),
    ...(kind === 'door' ? { street, door: v7() } : {}),
    ...(kind === 'knock' ? { street, door: v7(), outcome: 'no-answer' } : {}),
    madeAt: new Date(1_795_000_000_000 + lastSeq).toISOString(),
    keyId: randomUUID(),
    enc: toBase64url(randomBytes(65)),
    nonce: toBase64url(randomBytes(12)),
    sealed: toBase64url(randomBytes(40)),
    hash: hash43(String(lastSeq)),
    ...entry,
  })
  return {
    id: parsed.id,
    petition: parsed.petition,
    run: parsed.run,
    seq: parsed.seq,
    entry: parsed,
    state: 'unsent',
    savedAt: 1_795_000_000_000 + lastSeq,
    ...kept,
  }
}

const hash43 = (text: string) => createHash('sha256').update(text).digest('base64url')

export const heldReceipt = ({ entry }: KeptEntry, received = 7): Receipt => ({
  id: entry.id,
  hash: entry.hash,
  state: 'held',
  received,
})

export const deferredReceipt = (
  { entry }: KeptEntry,
  received = 7,
  reason: DeferralReason = 'unknown-ref',
): Receipt => ({ id: entry.id, hash: entry.hash, state: 'deferred', received, reason })

export const refusedReceipt = ({ entry }: KeptEntry, reason: RefusalReason = 'malformed'): Receipt => ({
  id: entry.id,
  hash: entry.hash,
  state: 'refused',
  reason,
})

export const pushReplyWith = (changes: Partial<PushReply> = {}): PushReply =>
  PushReply.parse({
    version: 1,
    nonce: toBase64url(randomBytes(16)),
    epoch: 'epoch-1',
    durableMark: 0,
    receipts: [],
    tallies: { asOf: 7, streets: [] },
    ...changes,
  })

export const pullReplyWith = (changes: Partial<PullReply> = {}): PullReply =>
  PullReply.parse({
    version: 1,
    nonce: toBase64url(randomBytes(16)),
    epoch: 'epoch-1',
    reset: false,
    petition: petitionOnPhone,
    streets: [],
    doors: [],
    goneStreets: [],
    goneDoors: [],
    cursor: 'epoch-1.7.0',
    more: false,
    tallies: { asOf: 7, streets: [] },
    ...changes,
  })

export const asWired = ({
  petition: _,
  outcome: __,
  knockedAt: ___,
  lastEntry: ____,
  ...door
}: DoorRow): Door => door
