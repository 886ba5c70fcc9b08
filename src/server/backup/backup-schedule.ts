/** Makes a backup by itself every so often, and when asked; one at a time. A failed one never stops the server. */
import type { Server } from '../server.ts'
import { type BackupOptions, type MadeBackup, makeBackup } from './make-backup.ts'
import { moveDurableMarks } from './move-durable-marks.ts'
import { removeOldBackups } from './remove-old-backups.ts'

/** A server that has just started has better things to do first: phones that waited for it. */
const FIRST_AFTER_MS = 30_000
const MINUTE_MS = 60_000

export type BackupSchedule = {
  /** Now, or after the one under way. */
  backUp(options?: BackupOptions): Promise<MadeBackup>
  /** Ends the one under way; resolves when nothing touches the database any more. */
  stop(): Promise<void>
}

export function startBackups(server: Server, { firstAfterMs = FIRST_AFTER_MS } = {}): BackupSchedule {
  const everyMs = server.backups.everyMinutes * MINUTE_MS
  const stopping = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  function oneAfterAnother<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(() => {
      stopping.signal.throwIfAborted()
      return work()
    })
    last = next.catch(() => undefined)
    return next
  }

  const backUp = (options: BackupOptions = {}) =>
    oneAfterAnother(async () => {
      const signal = options.signal ? AbortSignal.any([stopping.signal, options.signal]) : stopping.signal
      const made = await makeBackup(server, { ...options, signal })
      await removeOldBackups(server)
      server.log.info({ bytes: made.manifest.bytes, entries: made.manifest.entries }, 'backed up')
      return made
    })

  async function backUpBySchedule(): Promise<void> {
    try {
      await backUp()
    } catch (error) {
      if (stopping.signal.aborted) return
      // The message of a driver's error can quote a row, so only its kind is logged (P1).
      const { name, code } = error as { name?: string; code?: string }
      server.log.error({ kind: name, code }, 'the backup failed; the next one is tried on time')
    }
    wait(everyMs)
  }

  function wait(ms: number): void {
    if (stopping.signal.aborted) return
    timer = setTimeout(() => void backUpBySchedule(), ms)
    // A server that is told to stop does not wait for its next backup.
    timer.unref()
  }

  async function begin(): Promise<void> {
    // Copies may have gone, or come back, while no server looked.
    await moveDurableMarks(server)
    const newest = await server.store.db
      .selectFrom('backups')
      .select('madeAt')
      .where('verifiedAt', 'is not', null)
      .orderBy('madeAt', 'desc')
      .executeTakeFirst()
    const due = (newest?.madeAt ?? 0) + everyMs - server.now()
    wait(Math.min(everyMs, Math.max(firstAfterMs, due)))
  }

  if (everyMs === 0) {
    server.log.warn('BACKUP_EVERY is 0: no backup is made by itself, and phones keep all they sent')
  } else {
    oneAfterAnother(begin).catch((error: Error) => {
      server.log.error({ kind: error.name }, 'the backups could not be looked at')
      wait(firstAfterMs)
    })
  }

  return {
    backUp,
    stop: async () => {
      clearTimeout(timer)
      stopping.abort()
      await last
    },
  }
}
