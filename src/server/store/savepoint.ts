import { sql } from 'kysely'
import type { Trx } from './open-store.ts'

/** Undoes what the work did when it fails, and lets the transaction go on. One at a time, never one in another. */
export async function inSavepoint<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint step`.execute(trx)
  try {
    const result = await work()
    await sql`release savepoint step`.execute(trx)
    return result
  } catch (error) {
    if (isRowRefused(error)) {
      await sql`rollback to savepoint step`.execute(trx)
      await sql`release savepoint step`.execute(trx)
    }
    throw error
  }
}

/**
 * Whether the engine refused what a row holds (SQLSTATE classes 22 and 23), so
 * that other rows may still go in. Anything else, a full disk or a lost
 * connection, is no row's fault.
 */
export function isRowRefused(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return false
  return /^2[23]...$/.test(code) || /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code)
}
