/**
 * Copies the embedded database while it is used. `VACUUM INTO` on its one
 * connection would keep everybody waiting until it is done. So everything that
 * was committed is first put into the database's own file, which the
 * write-ahead log then leaves alone, and another process copies that file. The
 * vacuum runs on that copy: what arrives in the backup is compact, and the keys
 * never leave the disk that holds them anyway.
 *
 * Another process, because closing a second handle of this process on the file
 * would drop the lock that keeps a second server out (POSIX).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { openCopiedFile, quoted } from './copied-file.ts'
import { type CopyFacts, type CopyOptions, embeddedTables, readCopyFacts } from './copy-facts.ts'
import type { Database } from './schema.ts'

/** SQLite's own: the log goes into the file whenever it has grown by so many pages. */
const CHECKPOINT_PAGES = 1000
/** The server needs room on its disk more than anybody needs a backup. */
const ROOM_TO_LEAVE = 64 * 1024 * 1024

export async function copyEmbedded(
  db: Kysely<Database>,
  file: string,
  target: string,
  { signal }: CopyOptions = {},
): Promise<CopyFacts> {
  const snapshot = `${file}.snapshot`
  await rm(snapshot, { force: true })
  await refuseWithoutRoom(file, target)
  try {
    const facts = await takeSnapshot(db, file, snapshot, signal)
    const copy = await openCopiedFile(snapshot, signal)
    try {
      await copy.run(
        `update "petitionKeys" set "privateKeySealed" = '', "dataKeySealed" = '', "lookupKeySealed" = '', "kitSealed" = null`,
      )
      await copy.run(`vacuum into ${quoted(target)}`)
    } finally {
      copy.close()
    }
    return facts
  } finally {
    await rm(snapshot, { force: true })
  }
}

async function takeSnapshot(
  db: Kysely<Database>,
  file: string,
  snapshot: string,
  signal: AbortSignal | undefined,
): Promise<CopyFacts> {
  const version = async () => (await stat(file, { bigint: true })).mtimeNs
  try {
    // While the connection is held nobody writes, so the facts are those of the file.
    const { facts, before } = await db.connection().execute(async (connection) => {
      const facts = await readCopyFacts(connection, await embeddedTables(connection))
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection)
      if (rows[0]?.busy !== 0) throw new Error('nobody else has the database open')
      await sql`pragma wal_autocheckpoint = 0`.execute(connection)
      return { facts, before: await version() }
    })
    await copyInAnotherProcess(file, snapshot, signal)
    if ((await version()) !== before)
      throw new Error('nobody writes into the file of the database during a copy')
    return facts
  } finally {
    await sql`pragma wal_autocheckpoint = ${sql.lit(CHECKPOINT_PAGES)}`.execute(db)
  }
}

/** Shares the blocks instead where the file system can (FICLONE). */
const COPY = `require('fs').copyFileSync(process.argv[1], process.argv[2], require('fs').constants.COPYFILE_FICLONE)`

async function copyInAnotherProcess(
  from: string,
  to: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const child = spawn(process.execPath, ['-e', COPY, from, to], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  // An abort shows as an error event, which `once` turns into a rejection.
  const [code] = await once(child, 'close')
  if (code === 0) return
  throw Object.assign(new Error('the file of the database could not be copied'), {
    code: /\b(E[A-Z]{3,})\b/.exec(complaint)?.[1] ?? 'COPY_FAILED',
  })
}

async function refuseWithoutRoom(file: string, target: string): Promise<void> {
  const { size } = await stat(file)
  const [here, there] = await Promise.all([stat(dirname(file)), stat(dirname(target))])
  const needs =
    here.dev === there.dev
      ? [{ of: target, bytes: 2 * size }]
      : [file, target].map((of) => ({ of, bytes: size }))
  for (const { of, bytes } of needs) {
    const { bavail, bsize } = await statfs(dirname(of))
    if (bavail * bsize < bytes + ROOM_TO_LEAVE)
      throw Object.assign(new Error('too little room'), { code: 'ENOSPC' })
  }
}
