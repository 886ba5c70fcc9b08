import { inSavepoint, isRowRefused } from '../store/savepoint.ts'
import type { Placed, Placing, Sound } from './placing.ts'

/**
 * All at once, which is fast; where the database refuses a row, each by itself,
 * so that a poisoned one never holds back another (S3). Either way the same
 * work does it, for many or for one.
 */
export async function togetherOrEach<Each extends Sound>(
  placing: Placing,
  entries: readonly Each[],
  place: (placing: Placing, entries: readonly Each[]) => Promise<Map<Each, Placed>>,
): Promise<Map<Each, Placed>> {
  if (entries.length === 0) return new Map()
  try {
    return await inSavepoint(placing.trx, () => place(placing, entries))
  } catch (error) {
    if (!isRowRefused(error)) throw error
  }
  const placed = new Map<Each, Placed>()
  for (const entry of entries) {
    try {
      const one = await inSavepoint(placing.trx, () => place(placing, [entry]))
      for (const [each, what] of one) placed.set(each, what)
    } catch (error) {
      if (!isRowRefused(error)) throw error
      placed.set(entry, { verdict: 'refused', reason: 'malformed' })
    }
  }
  return placed
}
