import { EntryKind } from '#domain/entry.ts'
import { DoorId, EntryId, Sha256 } from '#domain/ids.ts'
import { DeferralReason, type Receipt, RefusalReason } from '#domain/receipt.ts'
import { openBox, sealBox } from '../keys/box.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import { inPortions } from '../store/in-chunks.ts'
import type { ExaminedAside } from './examine-entry.ts'
import type { Placing } from './placing.ts'

/** Keeps what was not taken in, as it came, for a person to look at (S3). A repeat has no further effect. */
export async function setAside(placing: Placing, asides: readonly ExaminedAside[]): Promise<Receipt[]> {
  const byKey = new Map<string, ExaminedAside>()
  for (const aside of asides) {
    const key = aside.id + aside.hash
    if (aside.isProved || !byKey.has(key)) byKey.set(key, aside)
  }
  const kept = [...byKey.values()]
  await keep(
    placing,
    kept.filter(({ isProved }) => isProved),
  )
  await keep(
    placing,
    kept.filter(({ isProved }) => !isProved),
  )
  return asides.map((aside) => receiptOf(aside, placing.number))
}

/**
 * Of what is proved, id and hash say what it is: it stands over whatever was
 * kept under them before, which somebody may have made up.
 */
async function keep(
  { trx, context, number, device, server }: Placing,
  asides: readonly ExaminedAside[],
): Promise<void> {
  const { petition, keys } = context
  const rows = asides.map(({ id, hash, reason, raw }) => ({
    petition,
    id,
    hash,
    device,
    reason,
    kind: EntryKind.safeParse((raw as { kind?: unknown } | null)?.kind).data ?? null,
    ref: EntryId.safeParse((raw as { ref?: unknown } | null)?.ref).data ?? null,
    door: DoorId.safeParse((raw as { door?: unknown } | null)?.door).data ?? null,
    rawSealed: sealBox(keys.dataKey, asidePurpose(id, hash), JSON.stringify(raw), server.randomBytes(12)),
    received: number,
    receivedAt: server.now(),
  }))
  for (const portion of inPortions(rows)) {
    await trx
      .insertInto('refused')
      .values(portion)
      .onConflict((conflict) => {
        if (!asides[0]?.isProved) return conflict.doNothing()
        return conflict
          .columns(['petition', 'id', 'hash', 'device'])
          .doUpdateSet(({ ref }) => ({
            reason: ref('excluded.reason'),
            kind: ref('excluded.kind'),
            ref: ref('excluded.ref'),
            door: ref('excluded.door'),
            rawSealed: ref('excluded.rawSealed'),
          }))
          .where(({ eb, ref }) => eb('refused.reason', '!=', ref('excluded.reason')))
      })
      .execute()
  }
}

function receiptOf({ verdict, reason, id, hash }: ExaminedAside, received: number): Receipt {
  const subject = { id, hash: Sha256.safeParse(hash).data ?? ('' as const) }
  return verdict === 'deferred'
    ? { ...subject, state: 'deferred', reason: DeferralReason.parse(reason), received }
    : { ...subject, state: 'refused', reason: RefusalReason.parse(reason) }
}

/** What was kept, as it came. A hostile phone may have put anything into it, so it rests encrypted like a name (P2). */
export function openAside(
  keys: PetitionKeys,
  { id, hash, rawSealed }: { readonly id: string; readonly hash: string; readonly rawSealed: string },
): unknown {
  return JSON.parse(openBox(keys.dataKey, asidePurpose(id, hash), rawSealed))
}

const asidePurpose = (id: string, hash: string) => `refused/${id}/${hash}`
