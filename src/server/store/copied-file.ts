/** A database file that no server has open. Its work runs beside the event loop, so that requests are answered meanwhile. */
import Libsql from 'libsql/promise'
import * as z from 'zod/mini'

export type CopiedFile = {
  /** Statements whose rows nobody needs, however long they take. An abort ends them with an error. */
  run(statements: string): Promise<void>
  /** For what is read at once: the rows are fetched on the event loop. */
  all<Row extends z.ZodMiniType>(row: Row, query: string): Promise<z.output<Row>[]>
  close(): void
}

/** Leaves no file beside it, and nothing readable in what it overwrites. */
export async function openCopiedFile(file: string, signal?: AbortSignal): Promise<CopiedFile> {
  const database = new Libsql(file, {})
  const interrupt = () => database.interrupt()
  signal?.addEventListener('abort', interrupt)
  const close = () => {
    signal?.removeEventListener('abort', interrupt)
    database.close()
  }
  const run = async (statements: string) => {
    signal?.throwIfAborted()
    await database.exec(statements)
    signal?.throwIfAborted()
  }
  try {
    await run('pragma temp_store = memory; pragma secure_delete = on; pragma journal_mode = memory')
  } catch (error) {
    close()
    throw error
  }
  return {
    run,
    close,
    async all(row, query) {
      const statement = await database.prepare(query)
      return z.array(row).parse(await statement.all())
    },
  }
}

/** A path inside a statement. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
