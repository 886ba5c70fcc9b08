import { EntryId, Sha256 } from '#domain/ids.ts'
import { DeferralReason, type Receipt, RefusalReason } from '#domain/receipt.ts'
import { openBox, sealBox } from '../keys/box.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import type { ExaminedAside } from './examine-entry.ts'
import type { Placing } from './placing.ts'

/** Keeps what was not taken in, as it came, for a person to look at (S3). A repeat has no further effect. */
export async function setAside(
  placing: Placing,
  { verdict, reason, id, hash, raw }: ExaminedAside,
): Promise<Receipt> {
  const { trx, caller, number, server, keys } = placing
  const ref = EntryId.safeParse((raw as { ref?: unknown } | null)?.ref)
  await trx
    .insertInto('refused')
    .values({
      petition: caller.petition,
      id,
      hash,
      device: caller.device,
      reason,
      ref: ref.success ? ref.data : null,
      rawSealed: sealBox(keys.dataKey, asidePurpose(id, hash), JSON.stringify(raw), server.randomBytes(12)),
      received: number,
      receivedAt: server.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const subject = { id, hash: Sha256.safeParse(hash).success ? Sha256.parse(hash) : ('' as const) }
  return verdict === 'deferred'
    ? { ...subject, state: 'deferred', reason: DeferralReason.parse(reason), received: number }
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
