import type { Kysely } from 'kysely'
import type { BatchCounts } from '#wire/batches.ts'
import type { Database } from '../store/schema.ts'

/** Received is always new plus already on the roll plus to decide plus late plus withdrawn: each signature is in one of the five. */
export async function batchCounts(
  db: Kysely<Database>,
  petition: string,
  batches: readonly string[],
): Promise<Map<string, BatchCounts>> {
  const counts = new Map(batches.map((batch) => [batch, { ...noCounts }]))
  if (batches.length === 0) return counts
  const rows = await db
    .selectFrom('signatures')
    .select(({ fn }) => ['batch', 'standing', 'proposal', fn.countAll().as('signatures')])
    .where('petition', '=', petition)
    .where('batch', 'in', batches)
    .groupBy(['batch', 'standing', 'proposal'])
    .execute()
  for (const { batch, standing, proposal, signatures } of rows) {
    const sum = counts.get(batch)
    if (sum === undefined) continue
    sum.received += Number(signatures)
    sum[shareOf(standing, proposal)] += Number(signatures)
  }
  return counts
}

const noCounts: BatchCounts = { received: 0, new: 0, alreadyOnRoll: 0, toDecide: 0, late: 0, withdrawn: 0 }

/** What waits counts by what accepting would make of it; in an import still under way that is not known. */
function shareOf(standing: string, proposal: string | null): Exclude<keyof BatchCounts, 'received'> {
  const outcome = standing === 'waiting' ? (proposal ?? 'new') : standing
  switch (outcome) {
    case 'withdrawn':
    case 'late':
      return outcome
    case 'to-decide':
      return 'toDecide'
    case 'already-on-roll':
    case 'also-elsewhere':
      return 'alreadyOnRoll'
    default:
      return 'new'
  }
}
