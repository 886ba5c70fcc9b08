/** What came before the entry or the door that it names: deferred then, taken in when that is here. */
import type { DoorId, EntryId } from '#domain/ids.ts'
import { type ExamineContext, examineEntry } from './examine-entry.ts'
import { type Change, isChange, type Placing, type Sound } from './placing.ts'
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
  return (await soundAmong(rows, context)).filter(isChange)
}

/** Those that wait for one of these doors. What another member's device sealed is not for this push: the next start looks at it. */
export async function waitingAt({ trx, context }: Placing, doors: readonly DoorId[]): Promise<Sound[]> {
  if (doors.length === 0) return []
  const rows = await trx
    .selectFrom('refused')
    .select(['id', 'hash', 'rawSealed'])
    .where('petition', '=', context.petition)
    .where('reason', '=', 'unknown-door')
    .where('door', 'in', doors)
    .where('resolution', 'is', null)
    .orderBy('received')
    .orderBy('id')
    .execute()
  return soundAmong(rows, context)
}

type Aside = { readonly id: string; readonly hash: string; readonly rawSealed: string }

async function soundAmong(rows: readonly Aside[], context: ExamineContext): Promise<Sound[]> {
  const sound: Sound[] = []
  for (const row of rows) {
    const examined = await examineEntry(openAside(context.keys, row), context)
    if (examined.verdict === 'sound') sound.push(examined)
  }
  return sound
}
