import { Sha256 } from '#domain/ids.ts'
import { DeferralReason, type Receipt, RefusalReason } from '#domain/receipt.ts'
import type { Examined } from './examine-entry.ts'
import type { Placing } from './placing.ts'

type Asked = Pick<Placing, 'trx' | 'context'>
type Subject = { readonly id: string; readonly hash: string }

/**
 * What is settled already, whatever today's rules would make of the entry: it
 * is in the journal since before its device was revoked or a rule changed, or a
 * person has decided about it. Only what is proved is asked about; anybody can
 * claim an id and a hash.
 */
export async function decidedOf(
  asked: Asked,
  examined: readonly Examined[],
): Promise<Map<Examined, Receipt>> {
  const proved = examined.flatMap(provedSubject)
  // Of a sound one the unique keys tell, when it is written.
  const inJournal = await journalReceipts(
    asked,
    proved.filter(({ isSound }) => !isSound),
  )
  const byPerson = await resolvedReceipts(asked, proved)
  const receipts = new Map<Examined, Receipt>()
  for (const { each, id, hash } of proved) {
    const receipt = inJournal.get(id + hash) ?? byPerson.get(id + hash)
    if (receipt !== undefined) receipts.set(each, receipt)
  }
  return receipts
}

function provedSubject(each: Examined): (Subject & { readonly each: Examined; readonly isSound: boolean })[] {
  if (each.verdict === 'sound') {
    return [{ each, id: each.entry.id, hash: each.entry.hash, isSound: true }]
  }
  return each.isProved ? [{ each, id: each.id, hash: each.hash, isSound: false }] : []
}

async function journalReceipts(
  { trx, context: { petition } }: Asked,
  subjects: readonly Subject[],
): Promise<Map<string, Receipt>> {
  if (subjects.length === 0) return new Map()
  const rows = await trx
    .selectFrom('entries')
    .select(['id', 'hash', 'received'])
    .where('petition', '=', petition)
    .where(
      'id',
      'in',
      subjects.map(({ id }) => id),
    )
    .execute()
  return new Map(
    rows.map(({ id, hash, received }) => [
      id + hash,
      { id, hash: Sha256.parse(hash), state: 'held', received },
    ]),
  )
}

async function resolvedReceipts(
  { trx, context: { petition } }: Asked,
  subjects: readonly Subject[],
): Promise<Map<string, Receipt>> {
  if (subjects.length === 0) return new Map()
  const rows = await trx
    .selectFrom('refused')
    .select(['id', 'hash', 'reason', 'resolution', 'received'])
    .where('petition', '=', petition)
    .where(
      'id',
      'in',
      subjects.map(({ id }) => id),
    )
    .where('resolution', 'is not', null)
    .execute()
  return new Map(
    rows.flatMap(({ id, hash, reason, resolution, received }) => {
      const subject = { id, hash: Sha256.safeParse(hash).data ?? ('' as const) }
      return [[id + hash, receiptOf(subject, reason, resolution, received)] as const]
    }),
  )
}

function receiptOf(
  subject: Pick<Receipt, 'id' | 'hash'>,
  reason: string,
  resolution: string | null,
  received: number,
): Receipt {
  if (resolution === 'taken-in') return { ...subject, state: 'held', received }
  const deferral = DeferralReason.safeParse(reason)
  return deferral.success
    ? { ...subject, state: 'deferred', reason: deferral.data, received }
    : { ...subject, state: 'refused', reason: RefusalReason.parse(reason) }
}
