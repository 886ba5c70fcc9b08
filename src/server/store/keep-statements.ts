import type { SqliteStatement } from 'kysely'

const MAX_KEPT = 300

type Prepare = (text: string) => SqliteStatement

/**
 * Prepares each statement once. Preparing is a good part of a small query's
 * time, and libsql frees a statement only when the event loop next turns, which
 * in a long transaction it does not.
 */
export function keepStatements(prepare: Prepare): Prepare {
  const kept = new Map<string, SqliteStatement>()
  return (text) => {
    const statement = kept.get(text) ?? prepare(text)
    // The last used goes to the end, so that the first is the one to forget.
    kept.delete(text)
    kept.set(text, statement)
    const [oldest] = kept.keys()
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest)
    return statement
  }
}
