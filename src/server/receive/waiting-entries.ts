/** Amends and withdrawals that came before the entry they name: deferred then, taken in when it is here. */
import type { EntryId } from '#domain/ids.ts'
import { examineEntry } from './examine-entry.ts'
import { type Change, isChange, type Placing } from './placing.ts'
import { openAside } from './set-aside.ts'

/**
 * Those that wait for one of these entries, in the order in which they came. A
 * look at these alone is enough: pushes of one petition follow one another, so
 * either the entry was here when the change came, or the change is found now.
 */
export async function waitingFor({ trx, context }: Placing, entries: readonly EntryId[]): Promise<Change[]> {
  if (entries.length === 0) return []
  const rows = await trx
    .selectFrom('refused')
    .select(['id', 'hash', 'rawSealed'])
    .where('petition', '=', context.petition)
    .where('ref', 'in', entries)
    .where('reason', '=', 'unknown-ref')
    .orderBy('received')
    .orderBy('id')
    .execute()
  const waiting: Change[] = []
  for (const row of rows) {
    const examined = await examineEntry(openAside(context.keys, row), context)
    if (examined.verdict === 'sound' && isChange(examined)) waiting.push(examined)
  }
  return waiting
}
