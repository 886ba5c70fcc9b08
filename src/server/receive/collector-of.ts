import type { Entry } from '#domain/entry.ts'
import type { MemberId } from '#domain/ids.ts'
import type { ExamineContext } from './examine-entry.ts'

/** Whose device sealed it: the tally is that member's, whoever brought the entry (T1). */
export function collectorOf({ devices }: ExamineContext, { device }: Pick<Entry, 'device'>): MemberId {
  const known = devices.get(device)
  if (known === undefined) throw new Error('an entry is sound by the key of a known device')
  return known.member
}
